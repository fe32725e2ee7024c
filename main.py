"""Start here: sets itself up, then opens the window, or runs the verb it was given."""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "Case Audit needs Python 3.11 or newer; this is Python %d.%d.\n"
        "Start it with a newer one, for example: python3.11 main.py\n" % sys.version_info[:2]
    )
    sys.exit(3)

from qa_tool import bootstrap


def main(args: list[str]) -> int:
    """Set up what is missing, then do what was asked; the number is the exit code."""
    bootstrap.ensure(args)
    if args[:1] == ["test"]:
        return bootstrap.run_tests(args[1:])
    if args[:1] == ["check"]:
        return bootstrap.run_checks()
    if args[:1] == ["shots"]:
        from ui.shots import write_pictures

        return write_pictures(args[1:])
    if not args or args[0] == "open" or args[0].startswith("--at"):
        return _window_or_main_job(args)
    from qa_tool.cli import main as run_verb

    return run_verb(args)


def _window_or_main_job(args: list[str]) -> int:
    """Open the window; with no screen and no verb, do the same work without one."""
    if bootstrap.has_screen():
        import gc

        gc.disable()  # of what is loaded nothing is rubbish; swept again when the first screen stands
        try:
            from ui.app import main as open_window

            return open_window(args)
        finally:
            gc.enable()  # also where no screen came to stand
    if args:
        sys.stderr.write(
            "There is no screen here, so the window cannot open.\n"
            "Give a verb (python3 main.py --help lists them), or no verb at all for the demonstration.\n"
        )
        return 2
    from ui.shots import main_job

    return main_job()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
