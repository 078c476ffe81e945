using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OcrWorkflows.Storage.Prepared;

/// <summary>Sees every prepared command that passes EF Core by, as a command interceptor sees the others. Added to the context's options as an interceptor.</summary>
public interface IPreparedWatch : IInterceptor
{
    /// <summary>What it throws is what the command would have thrown; the command is not carried out.</summary>
    void Executing(DbCommand command);

    /// <summary>What it throws comes after the command was carried out.</summary>
    void Executed(DbCommand command);
}
