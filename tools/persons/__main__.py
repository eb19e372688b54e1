"""Train the tagger of persons anew: `make train-persons`, a minute or two and 3 GB.

Reads the development data beside the checkout and writes articles/people/tagger/data/persons.npz.
"""

import os
import sys
import tempfile


def main() -> None:
    """Gather the knowledge, train, write the model."""
    from articles.people.tagger.storage import MODEL, save
    from tools.persons.knowledge import gather
    from tools.persons.sources import DATA, read_marked, read_news
    from tools.persons.train import SEED, train

    if not DATA.exists():
        sys.exit(f"The development data are not at {DATA}.")
    knowledge = gather([*read_news()], SEED)
    spellings, parameters = train(read_marked(), knowledge.lexicon())
    save(MODEL, knowledge, spellings, parameters)
    sys.stdout.write(f"{MODEL.stat().st_size / 1e6:.1f} MB  {MODEL}\n")


if __name__ == "__main__":
    import django

    with tempfile.TemporaryDirectory() as home:
        os.environ.update(ARCHIVE_HOME=home, HTTPS="0", DJANGO_SETTINGS_MODULE="archive.settings")
        django.setup()
        main()
