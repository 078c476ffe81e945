using System.Text;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

/// <summary>Files damaged at random. A failing test names the seed, with which the damage can be made again.</summary>
public sealed class FuzzedFileTests
{
    private const int Rounds = 150;

    private const string Seed = """
        [ { "WorkflowName": "set", "WorkflowsToInject": [ "other" ], "GlobalParams": [ { "Name": "g", "Expression": "x.Count + 1" } ],
            "Rules": [ { "RuleName": "A", "Expression": "x.Name.StartsWith(\"A\\u00e9\") && g > 0", "ErrorMessage": "$(x.Name) $(g)", "SuccessEvent": "e", "Properties": { "severity": "warn", "from": "2018-09-01", "free": [ 1.5, null ] } },
              { "RuleName": "B", "Operator": "Or", "LocalParams": [ { "Name": "l", "Expression": "g * 2" } ], "Rules": [ { "RuleName": "C", "Expression": "l in (1, 2)" }, { "RuleName": "D", "Enabled": false, "Expression": "x.Numbers.Any(n => n > l)" } ],
                "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "expression": "l + 1" } }, "OnFailure": { "Name": "EvaluateRule", "Context": { "workflowName": "set", "ruleName": "A", "inputFilter": [ "x" ] } } } } ] },
          { "WorkflowName": "other", "Rules": [ { "RuleName": "E", "Expression": "true" } ] } ]
        """;

    [Test]
    public void The_undamaged_file_loads() => Assert.That(Given.Load(Seed).RuleSet, Is.Not.Null, string.Join('\n', Given.Load(Seed).Diagnostics));

    [Test]
    public void Random_bytes_are_never_a_set([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = new byte[random.Next(300)];
            random.NextBytes(bytes);
            Assert.That(Load(bytes, seed, round), Is.False, $"seed {seed}, round {round}");
        }
    }

    [Test]
    public void A_file_cut_off_anywhere_is_never_a_set()
    {
        var bytes = Encoding.UTF8.GetBytes(Seed);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.That(Load(bytes[..length], 0, length), Is.False, $"cut at {length}");
        }
    }

    [Test]
    public void Bytes_changed_dropped_doubled_and_swapped_end_in_a_set_or_in_errors([Values(11, 12, 13)] int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            Load(Damage(Encoding.UTF8.GetBytes(Seed), random), seed, round);
        }
    }

    [Test]
    public void Pieces_of_the_file_put_in_the_place_of_others_end_in_a_set_or_in_errors([Values(21, 22, 23)] int seed)
    {
        var random = new Random(seed);
        var pieces = Seed.Split('"').Append("{}").Append("[]").Append("null").Append("-1e999").Append("\\ud800").ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var words = Seed.Split('"');
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                words[random.Next(words.Length)] = pieces[random.Next(pieces.Length)];
            }

            Load(Encoding.UTF8.GetBytes(string.Join('"', words)), seed, round);
        }
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        var damaged = bytes.ToList();
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(damaged.Count - 20);
            var piece = damaged.GetRange(at, random.Next(1, 20));
            switch (random.Next(4))
            {
                case 0:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 1:
                    damaged.RemoveRange(at, piece.Count);
                    break;
                case 2:
                    damaged.InsertRange(at, piece);
                    break;
                default:
                    damaged.InsertRange(random.Next(damaged.Count), piece);
                    break;
            }
        }

        return [.. damaged];
    }

    /// <returns>True when a set was made; then it decides. Never half: a set or an error, and not both.</returns>
    private static bool Load(byte[] bytes, int seed, int round)
    {
        try
        {
            var load = RuleSetLoader.Load(new RuleSource("set", "fuzzed.json", bytes), new Dictionary<string, RuleSource>(), Given.Contract);
            Assert.That(load.RuleSet is null, Is.EqualTo(load.Diagnostics.Any(d => d.IsError)), $"seed {seed}, round {round}");
            Assert.That(load.Diagnostics.Select(d => (d.Line, d.Column)), Is.All.Matches<(int Line, int Column)>(d => d is { Line: > 0, Column: > 0 }), $"seed {seed}, round {round}");
            load.RuleSet?.Decide([new Things()], new DateOnly(2026, 1, 1), new DecideOptions { RunActions = true });
            return load.RuleSet is not null;
        }
        catch (Exception fault) when (fault is not AssertionException)
        {
            throw new AssertionException($"seed {seed}, round {round}: {fault}\n{Encoding.UTF8.GetString(bytes)}", fault);
        }
    }
}
