namespace OcrWorkflows.Browser.Tests;

[SetUpFixture]
internal sealed class Closing
{
    [OneTimeTearDown]
    public static Task CloseTheSite() => Site.CloseAsync();
}
