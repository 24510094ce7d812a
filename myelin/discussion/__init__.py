"""The spine that updates, questions and articles share: threads, comments, reactions and the feed.

Whatever members can see, comment on, react to or find owns one thread, so there is one gate and one feed statement.
This room knows neither updates nor articles; the rooms above own threads and fill their cards.
"""
