"""Running a program for whom the modes of files count, also when the tests are run by root."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Mapping

_DROP_FROM_BOUNDING_SET = 24  # PR_CAPBSET_DROP of prctl(2)
_WHAT_OVERRIDES_MODES = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def bound_by_modes(
    *arguments: str, environment: Mapping[str, str], input: str | None = None
) -> subprocess.CompletedProcess[str]:
    """`bondtui ARGUMENTS` in a process that may read and write only what the modes allow it."""
    return subprocess.run(
        [sys.executable, "-m", "bondtui", *arguments],
        env=dict(environment), input=input, capture_output=True, text=True, check=False,
        preexec_fn=_give_up_privileges if os.geteuid() == 0 else None,
    )  # fmt: skip


def _give_up_privileges() -> None:
    for capability in _WHAT_OVERRIDES_MODES:
        if ctypes.CDLL(None, use_errno=True).prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "the privileges of root cannot be given up")
