"""The public names, each first in a fresh interpreter: nothing may hang on what came before.

The interpreters are forks of one that knows other people's packages and none of ours.
"""

import json
import os
import subprocess
import sys

import pytest

import parallel_corpus as pc

FORKS = """
import json, os, sys
import numpy, pandas
assert not [name for name in sys.modules if name.startswith("parallel_corpus")]
codes = {}
for name in sys.argv[1:]:
    if not (child := os.fork()):
        import parallel_corpus as pc
        found = getattr(pc, name)
        os._exit(0 if found.__doc__ or found.__call__.__doc__ else 1)
    codes[name] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(json.dumps(codes))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a POSIX system")
def test_every_public_name_is_there_and_documented() -> None:
    command = [sys.executable, "-c", FORKS, *pc.__all__]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == dict.fromkeys(pc.__all__, 0), done.stderr[-2000:]


@pytest.mark.slow
def test_normalise_is_called_whatever_was_imported_first() -> None:
    code = (
        "import parallel_corpus as pc\n"
        "first = pc.normalise('### *Resolved*', lang='en')\n"
        "from parallel_corpus.normalise import replay\n"
        "assert first.text == 'Resolved' == replay('### *Resolved*', first.repairs)\n"
        "assert pc.normalise('### *Resolved*', lang='en') == first\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = pc.nonsense


@pytest.mark.slow
def test_importing_the_package_loads_nothing() -> None:
    code = "import sys, parallel_corpus; sys.exit(bool({'numpy', 'pandas', 'click'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.slow
def test_importing_the_package_takes_under_20_ms() -> None:
    """Of a processor's time, the best of seven: others may be at work on the machine."""
    code = "import time; a = time.process_time(); import parallel_corpus; print(time.process_time() - a)"
    command = [sys.executable, "-c", code]
    took = [
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for _ in range(7)
    ]
    assert min(took) < 0.020
