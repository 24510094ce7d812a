from tests.browser.fixtures import browser_type_launch_args, quiet

__all__ = ["browser_type_launch_args", "quiet"]
