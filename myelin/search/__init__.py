"""One index of texts and of who may find them: GIN finds candidates, BM25F ranks them, the gate is in the statement.

The room knows no content: rooms above tell it a document in the transaction that writes the content (`actions.put`),
and take it back (`actions.remove`). `queries.find` answers with what the searcher may see, and nothing about the rest.
"""
