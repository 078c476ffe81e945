using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Sample;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Tests.Centres;

public sealed class SampleLinesTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly SampleOptions Options = new() { Centres = 60, Candidates = 600, Lines = 2400, Seed = 7 };

    [Test]
    public void There_are_as_many_centres_candidates_and_lines_as_asked_for()
    {
        var (world, _, made) = Make(Options);

        Assert.That(world.Centres.Select(c => c.Row.Number).Distinct().Count(), Is.EqualTo(60));
        Assert.That(world.Centres.SelectMany(c => c.Candidates).Select(c => c.Row.Key).Distinct().Count(), Is.EqualTo(600));
        Assert.That(made, Has.Count.EqualTo(2400));
    }

    [Test]
    public void Every_identifier_that_was_made_is_valid()
    {
        var (world, _, _) = Make(Options);
        var candidates = world.Centres.SelectMany(c => c.Candidates).Select(c => c.Row).ToList();

        Assert.That(candidates.Select(c => Uci.Check(c.Uci)), Is.All.EqualTo(IdentifierCheck.Valid));
        Assert.That(candidates.Select(c => Uln.Check(c.Uln)), Has.None.EqualTo(IdentifierCheck.Wrong));
        Assert.That(candidates.Count(c => c.Uln is null), Is.InRange(1, 200));
    }

    [Test]
    public void Each_kind_of_mistake_is_there_and_together_they_are_the_share_asked_for()
    {
        var (_, lines, made) = Make(Options);

        Assert.That(lines.Mistakes.Keys, Is.EquivalentTo(new[]
        {
            "wrong UCI check letter", "wrong ULN check digit", "unknown qualification code", "unknown unit code", "suite or qualification without approval",
            "both kinds of entry (2012)", "third sitting at Level 2", "fourth sitting at Level 3", "duplicate line", "date that does not exist", "missing field", "wrong number of fields", "re-entry while the entry is open",
        }));
        Assert.That((double)lines.Mistakes.Values.Sum() / made.Count, Is.EqualTo(0.09).Within(0.005));
    }

    [Test]
    public void The_same_seed_makes_the_same_lines_and_another_seed_others()
    {
        var (_, _, first) = Make(Options);
        var (_, _, again) = Make(Options);
        var (_, _, other) = Make(Options with { Seed = 8 });

        Assert.That(again.Select(l => string.Join(',', l.Fields)), Is.EqualTo(first.Select(l => string.Join(',', l.Fields))));
        Assert.That(other.Select(l => string.Join(',', l.Fields)), Is.Not.EqualTo(first.Select(l => string.Join(',', l.Fields))));
    }

    [Test]
    public void Everything_is_marked_as_sample_and_some_approvals_have_been_idle_for_two_years()
    {
        var (world, _, _) = Make(Options);

        Assert.That(world.Centres.Select(c => c.Row.IsSample), Is.All.True);
        Assert.That(world.Centres.SelectMany(c => c.Candidates).Select(c => c.Row.IsSample), Is.All.True);
        Assert.That(world.Centres.Select(c => c.Row.Name), Is.All.Contains("(sample)"));
        Assert.That(world.Centres.SelectMany(c => c.Approvals).Count(a => a.LastActivityOn <= Today.AddYears(-2)), Is.GreaterThan(3));
        Assert.That(world.Centres.SelectMany(c => c.Approvals).Count(a => a.LastActivityOn > Today.AddYears(-2)), Is.GreaterThan(3));
    }

    [Test]
    public void The_default_file_has_twenty_thousand_lines() =>
        Assert.That(Make(new SampleOptions()).Made, Has.Count.EqualTo(20_000));

    private static (SampleWorld World, SampleLines Lines, List<SampleLine> Made) Make(SampleOptions options)
    {
        var world = new SampleWorld(options, Repository.Reference, Today, new CountingIds());
        var lines = new SampleLines(world, Repository.Reference, Today);
        return (world, lines, lines.Make(options.Lines, options.Mistakes));
    }

    private sealed class CountingIds : IIdSource
    {
        private int _last;

        public Guid Next() => new(++_last, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
    }
}
