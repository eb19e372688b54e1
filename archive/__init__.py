"""The Django project: settings, addresses and server entry points. The archive itself lives in `articles`."""
