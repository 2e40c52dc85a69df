"""`python3 -m urker_report A.h5 [B.h5 ...] -o DIR`: writes DIR/index.html, figures and tables.

Likewise the page of links, of files of `urker link --json`.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from .errors import CANNOT_WRITE, INTERNAL, USAGE, ReportError

OURS = {"index.html", "figures", "tables"}
MARK = '<meta name="generator" content="urker_report">'


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        raise ReportError(USAGE, message)


def main(arguments=None):
    """Returns the exit code."""
    try:
        options = _options(arguments)
        build(options.files, Path(options.output))
    except ReportError as error:
        print(f"urker report: {error}", file=sys.stderr)
        return error.code
    except Exception as error:  # our own slip: told as such, with its place
        frame = error.__traceback__
        while frame.tb_next:
            frame = frame.tb_next
        place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}"
        print(f"urker report: internal error: {type(error).__name__}: {error} ({place})",
              file=sys.stderr)
        return INTERNAL
    print(Path(options.output) / "index.html")
    return 0


def build(files, output):
    """Reads the files and writes the report, which appears whole or not at all."""
    _check_target(output)
    fill = _reader_of([Path(path) for path in files])
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    except OSError as error:
        raise ReportError(CANNOT_WRITE, f"{output}: {error.strerror or error}") from error
    try:
        work.chmod(0o777 & ~_umask())
        fill(work)
        _put_in_place(work, output)
    except OSError as error:
        raise ReportError(CANNOT_WRITE, f"{output}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _reader_of(paths):
    """Reads the files; what then fills a folder with their page."""
    links = [path.suffix == ".json" for path in paths]
    if any(links) and not all(links):
        raise ReportError(USAGE, "files of links (.json) and of results have pages of their own")
    if all(links):
        from . import link_page

        pages = [link_page.read(path) for path in paths]
        return lambda work: link_page.write(pages, work)
    from .read import Result  # here, so that a wrong command line is told at once

    results = [Result(path) for path in paths]
    return lambda work: _fill(results, work)


def labels_of(results):
    """What tells the runs apart: the files' names, and where all images are screened."""
    stems = [result.path.stem for result in results]
    labels = []
    for i, (result, stem) in enumerate(zip(results, stems)):
        name = stem if stems.count(stem) == 1 else f"{stem} {i + 1}"
        satellites = result["satellites"]
        ways = set(satellites[satellites.images == 1].processing)
        how = {"onboard": "on-board processing", "ground": "ground processing"}.get(
            ways.pop() if len(ways) == 1 else "")
        labels.append(f"{name} ({how})" if how else name)
    return labels


def _options(arguments):
    parser = _Parser(prog="urker report", description="Writes the review report of one run, or of "
                                                      "several side by side, or a page of links.")
    parser.add_argument("files", metavar="FILE", nargs="+",
                        help="files of results (HDF5), or of `urker link --json`")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="folder to write")
    return parser.parse_args(arguments)


def _check_target(output):
    """Nothing of anybody else's is ever replaced."""
    if not output.exists() and not output.is_symlink():
        return
    if not output.is_dir():
        raise ReportError(CANNOT_WRITE, f"{output}: exists and is no folder")
    try:
        present = set(os.listdir(output))
        page = output / "index.html"
        ours = present <= OURS and page.is_file() and MARK in page.read_text("utf-8", "replace")
    except OSError as error:
        raise ReportError(CANNOT_WRITE, f"{output}: {error.strerror or error}") from error
    if present and not ours:
        raise ReportError(CANNOT_WRITE, f"{output}: not empty, and not a report of Urker alone")


def _fill(results, work):
    from . import inputs, page, tables

    for result, name in zip(results, page.table_folders(len(results))):
        folder = work / name
        folder.mkdir()
        tables.write(result, folder)
        inputs.write(result, folder)
    page.write(results, labels_of(results), work)


def _put_in_place(work, output):
    target = Path(os.path.realpath(output))  # a link to a report stays a link
    if not target.exists():
        os.rename(work, target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{output.name}.old.", dir=target.parent))
    try:
        os.rename(target, old)  # onto an empty folder
        try:
            os.rename(work, target)
        except OSError:
            os.rename(old, target)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


if __name__ == "__main__":
    sys.exit(main())
