using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>Rules asked about facts that somebody wrote down.</summary>
[TestFixture]
public sealed class WhatIfByApi
{
    private TestServer _server = null!;
    private HttpClient _staff = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        _staff = await _server.ClientAsync(RoleNames.Staff);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _staff.Dispose();
        await _server.DisposeAsync();
    }

    [TestCase(2, "accepted")]
    [TestCase(3, "refused")]
    public async Task The_rules_that_decide_now_answer_with_every_rule_and_its_parts(int used, string outcome)
    {
        var answer = await AskAsync(Facts(used));
        Assert.That(answer.GetProperty("outcome").GetString(), Is.EqualTo(outcome).IgnoreCase);
        var limit = answer.GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("rule").GetString() == "ResitLimitLevel3");
        Assert.That(limit.GetProperty("status").GetString(), Is.EqualTo(used == 3 ? "failure" : "success").IgnoreCase);
        Assert.That(limit.GetProperty("expression").GetProperty("parts").GetArrayLength(), Is.GreaterThan(0));
        Assert.That(answer.GetProperty("fees").EnumerateArray().Select(f => f.GetString()), Is.EqualTo(new[] { "test-resit" }));
        Assert.That(answer.GetProperty("wouldDo").ValueKind, Is.EqualTo(used == 3 ? JsonValueKind.Object : JsonValueKind.Null));
    }

    [Test]
    public async Task A_draft_sent_along_is_asked_in_place_of_the_rules_that_decide_and_changes_nothing()
    {
        var rules = await File.ReadAllTextAsync(Path.Combine(TestFolder.Repository, "rule-sets", "resit", "rules.json"));
        var draft = rules.Replace("\"level3Sittings\", \"Expression\": \"3\"", "\"level3Sittings\", \"Expression\": \"4\"", StringComparison.Ordinal);
        Assert.That(draft, Is.Not.EqualTo(rules), "the limit stands in the rules as this test reads them");
        Assert.That((await AskAsync(Facts(3), draft)).GetProperty("outcome").GetString(), Is.EqualTo("accepted").IgnoreCase);
        Assert.That((await AskAsync(Facts(3))).GetProperty("outcome").GetString(), Is.EqualTo("refused").IgnoreCase);
        await using var database = await _server.DatabaseAsync();
        Assert.That(database.Set<DecisionRow>().Count(), Is.Zero);
    }

    [Test]
    public async Task A_member_misspelt_and_a_draft_with_faults_are_said_with_their_places_and_no_outcome()
    {
        var facts = Facts(1);
        facts["Atempts"] = new JsonObject { ["Used"] = 1 };
        var answer = await AskAsync(facts, "{ \"WorkflowName\": \"resit\", \"Rules\": [ { \"RuleName\": \"A\", \"Expression\": \"entry.Attempt.Used < 3\" } ] }");
        Assert.That(answer.GetProperty("outcome").ValueKind, Is.EqualTo(JsonValueKind.Null));
        var texts = answer.GetProperty("diagnostics").EnumerateArray().Select(d => $"{d.GetProperty("file").GetString()}: {d.GetProperty("text").GetString()}").ToList();
        Assert.That(texts, Has.Some.StartsWith("facts.json:").And.Some.Contains("Attempts"));
        Assert.That(texts, Has.Some.StartsWith("rules.json:"));
    }

    [TestCase("/api/v1/rule-sets/none/what-if", "{\"facts\":{}}", HttpStatusCode.NotFound, "rule-set-unknown")]
    [TestCase("/api/v1/rule-sets/resit/what-if", "{}", HttpStatusCode.BadRequest, "without-facts")]
    public async Task What_cannot_be_asked_is_a_problem(string path, string body, HttpStatusCode status, string code)
    {
        var answer = await _staff.PostAsync(path, new StringContent(body, System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json")));
        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo(code));
    }

    private async Task<JsonElement> AskAsync(JsonObject facts, string? rules = null)
    {
        var answer = await _staff.PostAsJsonAsync("/api/v1/rule-sets/resit/what-if", new { facts, rules });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Those of the cases of the rule set, with so many sittings used.</summary>
    private static JsonObject Facts(int used)
    {
        var facts = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(TestFolder.Repository, "rule-sets", "resit", "cases.json")))!["base"]!.DeepClone();
        facts["Attempts"]!["Used"] = used;
        facts["Attempts"]!["Failed"] = used;
        return facts;
    }
}
