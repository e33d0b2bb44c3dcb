"""What evaluation, training and benchmarks share.

    pip install -e tests/eval

corpora    reads the development data          splits     which fifth is kept aside, and folds
command    runs the command line               metrics    figures of any task, with intervals
pages      articles of pages, and their score  alignment  which blocks stand in a page's true text
quotes     how quotes are scored               report     tables and floors

The programs are beside this folder: eval_*.py, one main each.
"""
