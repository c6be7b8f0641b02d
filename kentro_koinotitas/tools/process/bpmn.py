def bpmn(process):
    return ""
