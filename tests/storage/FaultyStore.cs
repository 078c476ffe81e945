using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OcrWorkflows.Storage.Prepared;

namespace OcrWorkflows.Storage.Tests;

/// <summary>A store that fails at one point of its work: before or after a command, before or after a commit.</summary>
internal sealed class FaultyStore : DbCommandInterceptor, IDbTransactionInterceptor, IPreparedWatch
{
    private int _reached;

    /// <summary>Point at which it fails, counted from 1; 0 for never.</summary>
    public int FailAt { get; private set; }

    /// <summary>True once the failure of this arming has happened.</summary>
    public bool HasFailed { get; private set; }

    public void Arm(int point) => (FailAt, _reached, HasFailed) = (point, 0, false);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => Pass(result);

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) => Pass(result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => Pass(result);

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) => Pass(result);

    public void Executing(DbCommand command) => Pass(0).AsTask().GetAwaiter().GetResult();

    public void Executed(DbCommand command) => Executing(command);

    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) => Pass(result);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) => Pass(0).AsTask();

    public ValueTask<InterceptionResult> CreatingSavepointAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) => Pass(result);

    public ValueTask<InterceptionResult> ReleasingSavepointAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) => Pass(result);

    private ValueTask<T> Pass<T>(T result)
    {
        if (++_reached != FailAt)
        {
            return ValueTask.FromResult(result);
        }

        HasFailed = true;
        throw new StoreFailure(FailAt);
    }
}

internal sealed class StoreFailure(int point) : DbException($"The store failed at point {point}.")
{
    public override bool IsTransient => true;
}
