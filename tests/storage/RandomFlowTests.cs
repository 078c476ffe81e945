using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

/// <summary>Random definitions and random orders of events: the run in memory, the persisted run and the run rebuilt from the journal agree after every step.</summary>
[TestFixture]
internal sealed class RandomFlowTests() : StorageTests(DatabaseKind.SqliteFile)
{
    private const int MostSteps = 25;

    /// <summary>OCR_SEEDS=N tries N seeds instead of a few; OCR_SEED=S begins at S.</summary>
    private static int Seeds => int.TryParse(Environment.GetEnvironmentVariable("OCR_SEEDS"), out var count) ? count : 15;

    private static int First => int.TryParse(Environment.GetEnvironmentVariable("OCR_SEED"), out var seed) ? seed : 20_260_901;

    [Test]
    public async Task Memory_database_and_journal_agree_after_every_step()
    {
        var steps = 0;
        for (var seed = First; seed < First + Seeds; seed++)
        {
            try
            {
                steps += await WalkAsync(new Random(seed), $"random-{seed}");
            }
            catch (Exception failure) when (failure is not AssertionException)
            {
                throw new InvalidOperationException($"Seed {seed}", failure);
            }
            finally
            {
                TestContext.Out.WriteLine($"seed {seed}");
            }
        }

        TestContext.Out.WriteLine($"{Seeds} definitions, {steps} steps");
        Assert.That(steps, Is.GreaterThan(Seeds));
        await Host.IsCleanAsync();
    }

    private async Task<int> WalkAsync(Random random, string id)
    {
        var breaks = random.Next(2) == 0;
        Host.Breaker.Failure = _ => breaks ? new InvalidOperationException("The printer is on fire.") : null;
        await Host.PublishAsync(RandomFlow.Definition(random, id));
        var delivery = await Host.Inbox.StartAsync(Flows.Start(id), Host.NewRequest(), TestHost.Staff, default);
        var memory = await TakeAsync(id, delivery.Instance, null, new Started(Flows.Start(id).Input), breaks);
        var steps = 1;
        await AgreeAsync(delivery.Instance, memory);
        for (; steps < MostSteps && Wakeup(random, delivery.State!) is { } wakeup; steps++)
        {
            Clock.Now = Clock.Now.AddHours(random.Next(1, 5));
            delivery = await Host.Inbox.DeliverAsync(delivery.Instance, wakeup, Host.NewRequest(), TestHost.Staff, default);
            Assert.That(delivery.Status, Is.EqualTo(DeliveryStatus.Delivered), wakeup.ToString());
            memory = await TakeAsync(id, delivery.Instance, memory, wakeup, breaks);
            await AgreeAsync(delivery.Instance, memory);
        }

        return steps;
    }

    private static WorkflowEvent? Wakeup(Random random, InstanceState state)
    {
        var open = state.Bookmarks.Select(b => b.Kind switch
        {
            BookmarkKind.Timer => new TimerFired(b.Id),
            BookmarkKind.Task => new TaskCompleted(b.Id, new Dictionary<string, object?> { ["answer"] = 42L, ["on"] = new DateOnly(2026, 9, 1) }),
            _ => (WorkflowEvent)new EventArrived(b.EventName!, "payload"),
        }).Concat(HasEnded(state) ? [] : state.Incidents.Select(i => (WorkflowEvent)new SkipRequested(i.ActivityId, null, "the test goes on"))).ToList();
        return open.Count == 0 ? null : open[random.Next(open.Count)];
    }

    /// <summary>Ended for good; a faulted instance goes on when what failed is skipped.</summary>
    private static bool HasEnded(InstanceState state) => state.SubStatus is InstanceSubStatus.Finished or InstanceSubStatus.Cancelled;

    /// <summary>The same step without a database.</summary>
    private async Task<InstanceState> TakeAsync(string definitionId, InstanceId id, InstanceState? before, WorkflowEvent arrived, bool breaks)
    {
        var definition = await Host.Definitions.GetAsync(definitionId, 1, default);
        var context = new TurnContext(id.ToString(), Clock.Now, Host.Get<ICalendarSource>().Current);
        var turn = Turn.Take(definition, before, arrived, context);
        var waiting = new Queue<EffectRequest>(turn.Effects);
        var state = turn.State;
        while (waiting.TryDequeue(out var effect))
        {
            if (!state.PendingEffects.Contains(effect.Id))
            {
                continue;
            }

            WorkflowEvent fed = effect.ActivityType == "Test.Break" && breaks
                ? new EffectFailed(effect.Id, "The printer is on fire.", null)
                : new EffectDone(effect.Id, "Done", new Dictionary<string, object?>());
            turn = Turn.Take(definition, state, fed, context);
            state = turn.State;
            turn.Effects.ToList().ForEach(waiting.Enqueue);
        }

        return state;
    }

    private async Task AgreeAsync(InstanceId id, InstanceState memory)
    {
        await using var database = await Host.OpenAsync();
        var row = (await Host.AllAsync<InstanceRow>()).Single(i => i.Id == id);
        Assert.That(WithoutDetails(row.State), Is.EqualTo(WithoutDetails(memory.ToJson())), "memory and database");
        await Host.IsCleanAsync(); // folds the journal and compares it with the row
    }

    /// <summary>The details of an incident are a stack, which memory alone does not have.</summary>
    private static string WithoutDetails(string state)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(state)!;
        foreach (var incident in json["incidents"]?.AsArray() ?? [])
        {
            incident!.AsObject().Remove("details");
        }

        return json.ToJsonString();
    }
}
