"""One module for each thing that is checked. Each yields flaws; ``check_pack`` makes problems of them."""
