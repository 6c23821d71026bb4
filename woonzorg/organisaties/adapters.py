from allauth.account.adapter import DefaultAccountAdapter


class GeenOpenAanmelding(DefaultAccountAdapter):
    """Accounts come by invitation of a beheerder; nobody signs up."""

    def is_open_for_signup(self, request):
        return False
