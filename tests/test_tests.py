"""A test that never runs proves nothing: what keeps tests from running without a word."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEEP_IT_A_CLASS = {"tagged", "freeze_time"}


def test_no_decorator_makes_a_function_of_a_test_class():
    """`mute_logger` on a class does, and pytest then finds no test in it."""
    found = []
    for path in ROOT.glob("kentro_*/tests/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            for decorator in getattr(node, "decorator_list", []) if isinstance(node, ast.ClassDef) else []:
                name = ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)
                if name.split(".")[-1] not in KEEP_IT_A_CLASS:
                    found.append(f"{path.relative_to(ROOT)}: @{name} on {node.name}")
    assert not found, "Mute loggers in setUp, with enterContext: " + ", ".join(found)
