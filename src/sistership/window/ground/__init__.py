"""What every office stands on: public ids, texts, files, documents and sources, registries, tasks, ports."""
