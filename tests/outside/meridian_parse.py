"""Runs `meridian feeds parse --json` over files and gives back what it said of each (Python 3, standard library only)."""
import json
import os
import subprocess
import tempfile

FILES_AT_ONCE = 200


class Program:
    def __init__(self, program, source):
        self.program = program
        self.home = tempfile.mkdtemp(prefix='meridian-suites.')
        self.environment = {'PATH': os.environ.get('PATH', ''), 'HOME': self.home, 'XDG_DATA_HOME': self.home + '/data',
                            'XDG_CONFIG_HOME': self.home + '/config', 'MERIDIAN_DATA_DIR': str(source / 'data'), 'LANG': 'C.UTF-8'}

    def _run(self, files, url, content_type):
        options = (['--url', url] if url else []) + (['--content-type', content_type] if content_type else [])
        done = subprocess.run([self.program, 'feeds', 'parse', '--json', *options, *map(str, files)], env=self.environment,
                              capture_output=True, text=True, errors='replace')
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        if len(answers) != len(files):
            raise SystemExit('feeds parse ended with %d after %d of %d files\n%s' % (done.returncode, len(answers), len(files), done.stderr[-2000:]))
        return answers

    def parse(self, wanted):
        """wanted: (path, url, content type) each; the answers in their order."""
        groups = {}
        for place, (path, url, content_type) in enumerate(wanted):
            groups.setdefault((url or '', content_type or ''), []).append((place, path))
        answers = [None] * len(wanted)
        for (url, content_type), members in groups.items():
            for start in range(0, len(members), FILES_AT_ONCE):
                part = members[start:start + FILES_AT_ONCE]
                for (place, _), answer in zip(part, self._run([path for _, path in part], url, content_type)):
                    answers[place] = answer
        return answers
