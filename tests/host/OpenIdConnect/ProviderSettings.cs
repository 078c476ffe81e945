using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Web.OpenIdConnect;

namespace OcrWorkflows.Host.Tests.OpenIdConnect;

/// <summary>Settings of the identity provider that will do, and those that will not.</summary>
[TestFixture]
public sealed class ProviderSettings
{
    [Test]
    public void Without_an_authority_there_is_no_provider() => Assert.That(OpenIdConnectSettings.Read(Configurations.Read([]), "."), Is.Null);

    [TestCase("Authority", "http://id.example", "use an https address")]
    [TestCase("Authority", "id.example", "use an address that begins with https://")]
    [TestCase("ClientId", "", "OpenIdConnect:ClientId is missing")]
    [TestCase("ClientSecret", "", "OCR_OpenIdConnect__ClientSecret")]
    [TestCase("Scopes", "profile", "openid must be among them")]
    [TestCase("Roles:0:Role", "Chief", "one of Administrator, Approver")]
    [TestCase("Roles:0:Value", "", "OpenIdConnect:Roles:0")]
    [TestCase("CreateUsers", "perhaps", "use true or false")]
    public void A_setting_that_will_not_do_is_named_with_what_would(string key, string value, string said) =>
        Assert.That(() => Read((key, value)), Throws.TypeOf<SettingsException>().With.Message.Contains(said));

    [Test]
    public void A_provider_without_any_role_is_refused() =>
        Assert.That(() => OpenIdConnectSettings.Read(Configurations.Read(Good().Where(s => !s.Key.Contains("Roles", StringComparison.Ordinal))), "."), Throws.TypeOf<SettingsException>().With.Message.Contains("Roles is empty"));

    [TestCase("https://id.example/tenant", true)]
    [TestCase("http://127.0.0.1:8080", false)]
    public void Only_a_provider_on_this_machine_may_be_asked_without_TLS(string authority, bool https) =>
        Assert.That(Read(("Authority", authority))!.RequireHttps, Is.EqualTo(https));

    [Test]
    public void The_secret_may_lie_in_a_file()
    {
        using var folder = new TestFolder();
        File.WriteAllText(Path.Combine(folder.Home, "secret"), "from the file\n");
        Assert.That(Read(folder.Home, ("ClientSecret", ""), ("ClientSecretFile", "secret"))!.ClientSecret, Is.EqualTo("from the file"));
        Assert.That(() => Read(folder.Home, ("ClientSecret", ""), ("ClientSecretFile", "missing")), Throws.TypeOf<SettingsException>().With.Message.Contains("cannot be read"));
    }

    private static OpenIdConnectSettings? Read(params (string Key, string Value)[] changes) => Read(".", changes);

    private static OpenIdConnectSettings? Read(string home, params (string Key, string Value)[] changes)
    {
        var settings = Good();
        foreach (var (key, value) in changes)
        {
            settings[$"OpenIdConnect:{key}"] = value;
        }

        return OpenIdConnectSettings.Read(Configurations.Read(settings), home);
    }

    private static Dictionary<string, string?> Good() => new()
    {
        ["OpenIdConnect:Authority"] = "https://id.example",
        ["OpenIdConnect:ClientId"] = "ocr",
        ["OpenIdConnect:ClientSecret"] = "secret",
        ["OpenIdConnect:Roles:0:Value"] = "staff",
        ["OpenIdConnect:Roles:0:Role"] = "Staff",
    };
}
