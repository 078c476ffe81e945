using System.Net;
using System.Text.RegularExpressions;

namespace OcrWorkflows.Host.Tests.OpenIdConnect;

/// <summary>A browser that goes to the provider and back, step by step.</summary>
internal sealed partial class ProviderBrowser(Uri host) : IDisposable
{
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = host };

    public Task<HttpResponseMessage> GetAsync(string address) => _client.GetAsync(address);

    /// <summary>From the button to the address that the provider sends the browser back to.</summary>
    public async Task<string> ComeBackAsync(string? returnUrl = null)
    {
        var begun = await _client.GetAsync("/sign-in/provider" + (returnUrl is null ? "" : $"?returnUrl={Uri.EscapeDataString(returnUrl)}"));
        var asked = await _client.GetAsync(Location(begun));
        return Location(asked);
    }

    /// <summary>The whole way.</summary>
    /// <returns>Where the host sends the browser in the end.</returns>
    public async Task<string> SignInAsync(string? returnUrl = null) => Location(await _client.GetAsync(await ComeBackAsync(returnUrl)));

    /// <returns>Where the host sends the browser.</returns>
    public async Task<string> SignOutAsync()
    {
        var page = await _client.GetStringAsync("/tasks");
        var answer = await _client.PostAsync("/sign-out", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = TokenField().Match(page).Groups[1].Value }));
        return Location(answer);
    }

    public void Dispose() => _client.Dispose();

    private static string Location(HttpResponseMessage answer)
    {
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), answer.RequestMessage?.RequestUri?.AbsolutePath);
        return answer.Headers.Location!.OriginalString;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
