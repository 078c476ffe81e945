using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Storage.Tests;

/// <summary>The same request arrives twice at once, and one is overtaken by the other at any command until it has written: from then on the other waits. (SQLite lets only one at a time begin.)</summary>
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class TwinRequestTests(DatabaseKind kind) : StorageTests(kind)
{
    [Test]
    public async Task A_request_overtaken_by_its_twin_is_taken_once_and_never_refused()
    {
        await Host.PublishAsync(Flows.ManyEvents(2));
        var overtaken = new Overtaken();
        var slow = AnotherHost(interceptor: overtaken);
        await slow.Definitions.RefreshAsync(default);
        var commands = 0;
        do
        {
            var (id, request) = (await Host.StartAsync("many-events"), Host.NewRequest());
            Task<Delivery> Deliver(TestHost host) => host.Inbox.DeliverAsync(id, new EventArrived("e1"), request, TestHost.Staff, default);

            overtaken.Before(++commands, async () => Assert.That((await Deliver(Host)).Status, Is.EqualTo(DeliveryStatus.Delivered)));
            Assert.That((await Deliver(slow)).Status, Is.EqualTo(overtaken.Happened ? DeliveryStatus.AlreadyDelivered : DeliveryStatus.Delivered), $"before command {commands}");
            Assert.That(await Host.NotesAsync(), Has.Count.EqualTo(commands));
        }
        while (overtaken.Happened);

        Assert.That(commands, Is.GreaterThan(3), "read the instance, read the request, write");
        await Host.IsCleanAsync();
    }

    private sealed class Overtaken : DbCommandInterceptor
    {
        private Func<Task> _twin = () => Task.CompletedTask;
        private int _left;

        public bool Happened => _left <= 0;

        public void Before(int command, Func<Task> twin) => (_left, _twin) = (command, twin);

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (--_left == 0)
            {
                await _twin();
            }
            else if (!command.CommandText.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
            {
                _left = _left > 0 ? int.MaxValue : _left;
            }

            return result;
        }
    }
}
