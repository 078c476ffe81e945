using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OcrWorkflows.Host.Tests.Contract;

/// <summary>The types of the client are those of the document: same names, same members, same values.</summary>
[TestFixture]
public sealed class ClientContract
{
    /// <summary>Of the client alone: what is asked for, by whom, and what went wrong.</summary>
    private static readonly string[] s_own = ["OcrClient", "EntriesClient", "DecisionsClient", "ClaimsClient", "CertificatesClient", "EntryQuery", "ClaimQuery", "CertificateQuery", "OcrApiException"];

    [Test]
    public async Task Every_type_of_the_client_has_the_members_that_the_document_names_and_no_others()
    {
        await using var server = await TestServer.StartAsync();
        using var nobody = server.Stranger();
        var schemas = JsonNode.Parse(await nobody.GetStringAsync("/openapi/v1.json"))!["components"]!["schemas"]!.AsObject();
        var types = typeof(Client.OcrClient).Assembly.GetExportedTypes().Where(t => !s_own.Contains(t.Name)).ToList();
        Assert.That(types, Has.Count.GreaterThan(20));
        using (Assert.EnterMultipleScope())
        {
            foreach (var type in types)
            {
                Assert.That(schemas[type.Name], Is.Not.Null, $"{type.Name} is in the document");
                Assert.That(Members(type), Is.EquivalentTo(Described(schemas[type.Name]!)), type.Name);
            }
        }
    }

    private static IEnumerable<string> Members(Type type) => type.IsEnum
        ? Enum.GetNames(type)
        : type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));

    private static IEnumerable<string> Described(JsonNode schema) =>
        schema["enum"]?.AsArray().OfType<JsonNode>().Select(value => value.GetValue<string>()) ?? schema["properties"]!.AsObject().Select(p => p.Key);
}
