# Installed by the house; completed below with the package's config files.
