using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

/// <summary>A store that fails at every point of every definition we ship: whoever tries again until it works gets what an undisturbed run gives.</summary>
[TestFixture]
internal sealed class StoreFailureTests() : StorageTests(DatabaseKind.SqliteFile)
{
    private const int Steps = 16;

    private static IEnumerable<string> Shipped() => Directory.EnumerateFiles(Path.Combine(Repository(), "workflows", "definitions"), "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!;

    [TestCaseSource(nameof(Shipped))]
    public async Task A_store_that_fails_at_every_point_changes_nothing_about_the_outcome(string definition)
    {
        var calm = new FaultyStore();
        var (expected, none) = await WalkAsync(AnotherHost(Stubs, calm), calm, definition, isDisturbed: false);
        var faulty = new FaultyStore();
        var disturbed = AnotherHost(Stubs, faulty);
        var (found, points) = await WalkAsync(disturbed, faulty, definition, isDisturbed: true);

        TestContext.Out.WriteLine($"{definition}: {points} points tried");
        Assert.That(none, Is.Zero);
        Assert.That(points, Is.GreaterThan(10));
        Assert.That(found, Is.EqualTo(expected));
        faulty.Arm(0);
        await disturbed.IsCleanAsync();
    }

    /// <summary>Starts the definition and wakes what waits, first things first. Disturbed: each delivery fails at its first point, then at its second, and so on until it is through.</summary>
    private async Task<(IReadOnlyList<string> Outcome, int Points)> WalkAsync(TestHost host, FaultyStore store, string definition, bool isDisturbed)
    {
        var start = Clock.Now;
        var file = Path.Combine(Repository(), "workflows", "definitions", definition + ".json");
        var published = await host.Definitions.PublishAsync(file, await File.ReadAllBytesAsync(file), "file", TestHost.Staff, default);
        Assert.That(published.Refused, Is.False, string.Join(' ', published.Diagnostics));
        var input = host.Definitions.Current(definition).InputTypes.ToDictionary(i => i.Key, i => SampleAnswers.Input(i.Value));
        var points = 0;
        var request = host.NewRequest();
        var delivery = await ThroughAsync(() => host.Inbox.StartAsync(new StartRequest(definition, input), request, TestHost.Staff, default));
        for (var step = 0; step < Steps && delivery.State!.Bookmarks.Count > 0; step++)
        {
            var wait = delivery.State.Bookmarks.OrderBy(b => b.Kind == BookmarkKind.Timer).ThenBy(b => b.DueAt).ThenBy(b => b.Id, StringComparer.Ordinal).ElementAt(step % 3 == 2 ? delivery.State.Bookmarks.Count - 1 : 0);
            Clock.Now = wait.DueAt > Clock.Now ? wait.DueAt.Value : Clock.Now.AddHours(1);
            var wakeup = SampleAnswers.Wakeup(wait, host.Definitions.Current(definition));
            request = host.NewRequest();
            var instance = delivery.Instance;
            delivery = await ThroughAsync(() => host.Inbox.DeliverAsync(instance, wakeup, request, TestHost.Staff, default));
        }

        Clock.Now = start;
        var lines = (await host.AllAsync<JournalRow>()).Where(j => j.InstanceId == delivery.Instance).OrderBy(j => j.Sequence);
        var effects = (await host.AllAsync<Note>()).Where(n => n.Text.StartsWith(delivery.Instance.ToString(), StringComparison.Ordinal)).OrderBy(n => n.Id);
        return ([.. lines.Select(j => $"{j.Sequence} {j.At:u} {j.Event} {j.ActivityId} {j.Message}"), .. effects.Select(n => n.Text.Split(' ')[1]).Order(StringComparer.Ordinal), delivery.State!.SubStatus.ToString()], points);

        async Task<Delivery> ThroughAsync(Func<Task<Delivery>> deliver)
        {
            for (var point = isDisturbed ? 1 : 0; ; point++)
            {
                store.Arm(point);
                try
                {
                    var answer = await deliver();
                    if (!store.HasFailed)
                    {
                        return answer;
                    }
                }
                catch (Exception failure) when (store.HasFailed)
                {
                    _ = failure;
                }

                points++;
            }
        }
    }

    /// <summary>The product's activities, each leaving a note of its instance and type.</summary>
    private static void Stubs(IServiceCollection services)
    {
        using var centres = new ServiceCollection().AddSingleton<TimeProvider>(new TestClock()).AddLogging().AddOcrCentres().BuildServiceProvider();
        foreach (var descriptor in centres.GetServices<ActivityDescriptor>())
        {
            services.AddSingleton(descriptor);
            services.AddSingleton<IEffectHandler>(new Stub(descriptor));
        }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "OcrWorkflows.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    private sealed class Stub(ActivityDescriptor descriptor) : IEffectHandler
    {
        public string ActivityType => descriptor.Type;

        public Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
        {
            context.Database.Add(new Note { Id = context.Ids.Next(), Text = $"{context.Instance.Id} {descriptor.Type}" });
            return Task.FromResult(new EffectResult(descriptor.Outcomes[0], new Dictionary<string, object?>()));
        }
    }
}
