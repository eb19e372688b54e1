"""How Django's admin writes dates and numbers, where its own formats do not suit (`FORMAT_MODULE_PATH`)."""
