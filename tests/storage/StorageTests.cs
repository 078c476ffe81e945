using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace OcrWorkflows.Storage.Tests;

/// <summary>Every test has an empty database of its own, of the kind its fixture is run for.</summary>
internal abstract class StorageTests(DatabaseKind kind)
{
    private readonly List<TestHost> _hosts = [];
    private TestDatabase? _database;

    protected TestClock Clock { get; private set; } = new();

    protected TestHost Host => _hosts[0];

    [SetUp]
    public async Task SetUpDatabaseAsync()
    {
        _database = new TestDatabase(kind);
        Clock = new TestClock();
        AnotherHost();
        await using var database = await Host.OpenAsync();
        await _database.CreateAsync(database);
    }

    [TearDown]
    public async Task TearDownDatabaseAsync()
    {
        if (_hosts.Count > 0)
        {
            await using var database = await Host.OpenAsync();
            await _database!.DropAsync(database);
        }

        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        _hosts.Clear();
    }

    protected TestHost AnotherHost(Action<IServiceCollection>? more = null, IInterceptor? interceptor = null, bool approvalNeeded = false)
    {
        var host = new TestHost(_database!, Clock, more, interceptor, approvalNeeded);
        _hosts.Add(host);
        return host;
    }
}
