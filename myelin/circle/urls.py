from django.urls import path

from myelin.circle.views import carer, doors, own

app_name = "circle"
urlpatterns = [
    path("care/circle/", own.circle, name="circle"),
    path("care/circle/invite/", own.invite, name="invite"),
    path("care/circle/invitations/<int:pk>/withdrawal/", own.withdrawal, name="withdrawal"),
    path("care/circle/people/<slug:handle>/", own.scopes, name="scopes"),
    path("care/circle/people/<slug:handle>/end/", own.end, name="end"),
    path("care/circle/tired/", own.tired, name="tired"),
    path("care/circle/tired/undo/", own.tired_undo, name="tired_undo"),
    path("care/circle/log/", own.log, name="log"),
    path("care/circle/tasks/", own.tasks, name="tasks"),
    path("care/circle/tasks/<int:pk>/removal/", own.task_removal, name="task_removal"),
    path("care/circle/tasks/<int:pk>/freeing/", own.task_freeing, name="task_freeing"),
    path("care/circle/board/", own.board, name="board"),
    path("care/circle/board/end/", own.board_end, name="board_end"),
    path("care/circle/notes/", own.notes, name="notes"),
    path("care/circle/notes/<int:pk>/hiding/", own.hiding, name="hiding"),
    path("care/circle/notes/<int:pk>/removal/", own.note_removal, name="note_removal"),
    path("circle/", carer.cares, name="cares"),
    path("circle/<slug:handle>/", carer.person, name="person"),
    path("circle/<slug:handle>/notes/", carer.notes, name="notes_by"),
    path("circle/<slug:handle>/tasks/<int:pk>/taking/", carer.taking, name="taking"),
    path("circle/<slug:handle>/tasks/<int:pk>/taking/undo/", carer.taking_undo, name="taking_undo"),
    path("circle/<slug:handle>/steps/<int:pk>/<slug:key>/taking/", carer.step_taking, name="step_taking"),
    path(
        "circle/<slug:handle>/steps/<int:pk>/<slug:key>/taking/undo/", carer.step_taking_undo, name="step_taking_undo"
    ),
    path("circle/<slug:handle>/calendar/", carer.address, name="address"),
    path("circle/<slug:handle>/leaving/", carer.leaving, name="leaving"),
    path("circle-invitations/<int:pk>/", doors.invitation, name="invitation"),
    path("invited/<str:token>/", doors.invited, name="invited"),
    path("board/<str:token>/", doors.link, name="link"),
    path("board/<str:token>/tasks/<int:pk>/taking/", doors.link_taking, name="link_taking"),
    path("board/<str:token>/tasks/<int:pk>/taking/undo/", doors.link_undo, name="link_undo"),
    path("calendar/circle/<str:token>.ics", doors.feed, name="feed"),
]
