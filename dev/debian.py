"""A private apt: fetches packages of Debian into a folder; nothing of the machine's own is touched.

It asks the mirror that the machine's own apt sources name and checks Debian's signatures.
"""

import re
import shutil
import subprocess
from pathlib import Path

from . import say

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
NO_MIRROR = (
    "This machine's apt sources name no Debian mirror to fetch Odoo from: "
    "set ODOO_SRC to the folder of an Odoo 19 source, or run this on Debian."
)
NO_NETWORK = (
    "Debian's packages could not be fetched: check the network (and http_proxy, if you use one), "
    "then give the same command again; nothing is lost."
)


def release():
    """The code name of this machine's Debian, such as bookworm."""
    found = re.search(r"^VERSION_CODENAME=\"?(\w+)", Path("/etc/os-release").read_text(), re.M)
    return found[1] if found else ""


def sources(folder=Path("/etc/apt")):
    """Yield (mirror, suite) of each source apt knows, in both of apt's formats."""
    for path in [folder / "sources.list", *sorted(folder.glob("sources.list.d/*"))]:
        text = path.read_text(errors="replace") if path.is_file() else ""
        if path.suffix == ".list":
            yield from re.findall(r"^\s*deb\s+(?:\[[^]]*\]\s+)?(\S+)\s+(\S+)", text, re.M)
        elif path.suffix == ".sources":
            for stanza in re.split(r"\n\s*\n", text):
                fields = {k.lower(): v for k, v in re.findall(r"^([\w-]+):\s*(.*)", stanza, re.M)}
                if "deb" in fields.get("types", "").split() and fields.get("enabled") != "no":
                    for mirror in fields.get("uris", "").split():
                        for suite in fields.get("suites", "").split():
                            yield mirror, suite


def mirror():
    """The mirror of this release's main suite (security has a mirror of its own)."""
    code = release()
    for address, suite in sources():
        if suite in (code, "stable") and "security" not in address and KEYRING.exists():
            return address
    raise say.Stop(NO_MIRROR)


def fetch(folder, packages, suites=("sid", ""), dependencies=False):
    """Download the packages (`name`, or `name/suite`) and unpack them in folder.

    The suite "" is this machine's own release. With dependencies, what they need and this machine
    has not installed comes too. The folder appears only when it is whole; return the file names.
    """
    work = folder.with_name(folder.name + ".work")
    shutil.rmtree(work, ignore_errors=True)
    for part in ("lists/partial", "cache/archives/partial", "state", "root"):
        (work / part).mkdir(parents=True)
    apt = _apt(work, [suite or release() for suite in suites])
    say.quietly([*apt, "update"], "apt-update", NO_NETWORK)
    archives = work / "cache/archives"
    if dependencies:
        installed = "-oDir::State::status=/var/lib/dpkg/status"
        get = [*apt, installed, "install", "-y", "--no-install-recommends", "--download-only"]
    else:
        get = [*apt, "download"]
    say.quietly([*get, *packages], "apt-download", NO_NETWORK, cwd=archives)
    for deb in sorted(archives.glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", deb, work / "root"], check=True)
    names = sorted(deb.name for deb in archives.glob("*.deb"))
    shutil.rmtree(folder, ignore_errors=True)
    (work / "root").rename(folder)
    shutil.rmtree(work)
    return names


def _apt(work, suites):
    """The apt-get command whose every file lies in the work folder."""
    address = mirror()
    # Unstable's index is valid for a week; a mirror that is a frozen copy is older than that.
    options = f"[signed-by={KEYRING} check-valid-until=no]"
    lines = [f"deb {options} {address} {suite} main\n" for suite in suites]
    (work / "sources.list").write_text("".join(lines))
    (work / "status").touch()
    settings = {
        "Dir::Etc::sourcelist": work / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferences": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Dir::State": work / "state",
        "Dir::State::lists": work / "lists",
        "Dir::State::status": work / "status",
        "Dir::Cache": work / "cache",
        "Acquire::Languages": "none",
        "Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled": "false",
        "Acquire::Retries": "2",
        "Acquire::http::Timeout": "30",
        "APT::Update::Error-Mode": "any",
        "APT::Sandbox::User": "root",
        "Debug::NoLocking": "1",
    }
    return ["apt-get", "-q", *(f"-o{key}={value}" for key, value in settings.items())]
