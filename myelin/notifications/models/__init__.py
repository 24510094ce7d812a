from myelin.notifications.models.delivery import Delivery, Rhythm, Section, unmailed
from myelin.notifications.models.devices import Device
from myelin.notifications.models.mail import OutgoingMail
from myelin.notifications.models.notices import Notice

__all__ = ["Delivery", "Device", "Notice", "OutgoingMail", "Rhythm", "Section", "unmailed"]
