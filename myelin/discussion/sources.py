"""What feeds listen to, as channels: what a member follows. `actions.open_thread` speaks on the same ones.

It is a statement for the process of the live streams, which knows no models; it names the same sources as
`queries.followed`. A channel says only that something is there: the page asks the gate what of it its reader may see.
"""

SOURCES = """SELECT 'author:' || followee_id FROM members_follow WHERE follower_id = %(member)s
    UNION ALL SELECT 'circle:' || f.followee_id FROM members_follow f
        JOIN members_grant g ON g.owner_id = f.followee_id AND g.friend_id = f.follower_id
        WHERE f.follower_id = %(member)s
    UNION ALL SELECT 'topic:' || topic_id FROM discussion_topicfollow WHERE member_id = %(member)s
    UNION ALL SELECT 'group:' || group_id FROM groups_membership WHERE member_id = %(member)s"""
