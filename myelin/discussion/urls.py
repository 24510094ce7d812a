from django.urls import path

from myelin.discussion.views import comments, drafts, mutes, saving, seals, talk

app_name = "discussion"
urlpatterns = [
    path("drafts/", drafts.keep, name="drafts"),
    path("drafts/removal/", drafts.afresh, name="draft_removal"),
    path("threads/<int:pk>/", mutes.thread, name="thread"),
    path("threads/<int:pk>/mute/", mutes.thread_mute, name="thread_mute"),
    path("threads/<int:pk>/seal/", seals.seal, name="seal"),
    path("settings/muted/", mutes.muted, name="muted"),
    path("topics/<slug:slug>/mute/", mutes.topic_mute, name="topic_mute"),
    path("threads/<int:pk>/comments/", talk.comments, name="comments"),
    path("threads/<int:pk>/reactions/", talk.reaction, name="reaction"),
    path("threads/<int:pk>/votes/", talk.votes, name="votes"),
    path("threads/<int:pk>/bookmark/", saving.bookmark, name="bookmark"),
    path("saved/", saving.saved, name="saved"),
    path("saved/<int:pk>/note/", saving.note, name="note"),
    path("comments/<int:pk>/withdrawal/", comments.withdrawal, name="comment_withdrawal"),
    path("comments/<int:pk>/withdrawal/undo/", comments.withdrawal_undo, name="comment_withdrawal_undo"),
    path("comments/<int:pk>/edit/", comments.edit, name="comment_edit"),
    path("topics/", talk.topics, name="topics"),
    path("topics/<slug:slug>/", talk.topic, name="topic"),
    path("topics/<slug:slug>/follow/", talk.topic_follow, name="topic_follow"),
]
