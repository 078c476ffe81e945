using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Centres.Sample;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

public sealed class SampleDataTests
{
    private static readonly SampleOptions Small = new() { Centres = 25, Candidates = 250, Lines = 1000 };

    [Test]
    public async Task Sample_data_is_made_imported_swept_and_removed_to_the_last_row_and_nothing_else_is()
    {
        await using var host = await CentresHost.BeginAsync("2026-11-22 10:00");
        await host.AddCentreAsync();
        await host.GrantAsync();
        await host.ImportAsync("68199,2058,681990012058G,9276308686,Bredabeck,Callox,2009-05-31,Qualification,05838,,,");
        var before = await CountAsync(host);
        var file = host.PathOf("sample.csv");

        var made = await host.Get<SampleData>().GenerateAsync(Small, file, null, CentresHost.Staff, default);
        Assert.That((made.AlreadyThere, made.Centres, made.Candidates, made.Lines), Is.EqualTo((false, 25, 250, 1000)));
        Assert.That(made.Claims, Is.GreaterThan(2));
        Assert.That((await host.Get<SampleData>().GenerateAsync(Small, file, null, CentresHost.Staff, default)).AlreadyThere, Is.True);
        var imported = await host.Get<EntryImport>().ImportAsync(file, new ImportOptions(), null, CentresHost.Staff, default);
        Assert.That(imported.Undecided, Is.Zero);
        Assert.That((double)(imported.Refused + imported.Bad) / imported.Lines, Is.InRange(0.05, 0.15));
        await host.PassToAsync("2026-11-22 10:05");
        Assert.That(await host.AllAsync<Claim>(c => c.OverdueSince != null), Is.Not.Empty);
        var swept = await host.Get<LapseSweep>().RunAsync(null, rehearse: false, CentresHost.Staff, default);
        Assert.That(swept.Lapsed.Select(l => l.Scope), Does.Contain("Suite").And.Contain("Centre"));
        Assert.That(swept.Failed, Is.Empty);
        Assert.That(await host.AllAsync<IncidentRow>(), Is.Empty);

        var removed = await host.Get<SampleData>().RemoveAsync(default);

        Assert.That(removed.Total, Is.GreaterThan(1000));
        Assert.That(await CountAsync(host), Is.EqualTo(before));
        Assert.That((await host.Get<SampleData>().RemoveAsync(default)).Total, Is.Zero);
    }

    private static async Task<Dictionary<string, int>> CountAsync(CentresHost host)
    {
        await using var database = await host.OpenAsync();
        var counts = new Dictionary<string, int>();
        var connection = database.Database.GetDbConnection();
        await connection.OpenAsync();
        foreach (var table in database.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct().Order())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
            counts[table] = Convert.ToInt32(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
        }

        counts.Remove("SweepRuns"); // that a sweep ran is no sample
        return counts;
    }
}
