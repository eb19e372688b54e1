"""A user's own account: the password."""

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from articles.models import log_act


class PasswordPage(PasswordChangeView):
    """Change the own password, for which no right is needed but an account."""

    template_name = "registration/password.html"
    success_url = reverse_lazy("articles:password")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        answer = super().form_valid(form)
        log_act(form.user.pk, "password", [form.user])
        messages.success(self.request, _("The password was changed. Other browsers have to log in anew."))
        return answer
