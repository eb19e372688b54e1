"""Export: what the archive holds, out of it, and back.

`write_instance` writes a whole instance into a folder of open files, `read_instance` puts one into an empty archive.
"""

from articles.export.instance import LEFT_OUT, Problem, exported_models
from articles.export.instance_in import read_instance
from articles.export.instance_out import write_instance

__all__ = ["LEFT_OUT", "Problem", "exported_models", "read_instance", "write_instance"]
