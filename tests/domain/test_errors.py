import copy
import pickle
import subprocess
import sys

from hkdesk.domain.errors import DeskError, FieldErrors


def test_a_refusal_keeps_its_template_its_values_and_its_field():
    error = DeskError("{count} of {most}", field="count", count=11, most=10)
    assert (str(error), error.message, error.field) == ("11 of 10", "{count} of {most}", "count")
    assert error.values == {"count": 11, "most": 10}


def test_what_the_officer_typed_may_hold_braces():
    assert str(DeskError("{text} is no date.", text="{x}")) == "{x} is no date."


def test_the_refusals_of_a_form_are_told_together():
    error = FieldErrors([DeskError("No name.", field="name"), DeskError("{day} is no day.", field="on", day="x")])
    assert str(error) == "No name. x is no day."
    assert [one.field for one in error.errors] == ["name", "on"]


def test_a_refusal_comes_whole_out_of_a_child_process():
    single = pickle.loads(pickle.dumps(DeskError("{text} is no date.", field="on", text="{x}")))
    several = copy.copy(FieldErrors([single]))
    assert (str(single), single.field, single.values) == ("{x} is no date.", "on", {"text": "{x}"})
    assert str(several) == "{x} is no date."


def test_importing_the_rules_loads_no_library():
    program = (
        "import sys; from hkdesk.domain import codes, days, errors, identity, lights, money, rates, request,"
        " request_number, stage, standing; print(sorted({'stdnum', 'chinese_calendar'} & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
