using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Storage.Tests;

/// <summary>A row of the register that the tests' effects write.</summary>
internal sealed class Note
{
    public Guid Id { get; set; }
    public required string Text { get; set; }
}

internal sealed class NoteModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<Note>(note =>
    {
        note.ToTable("Notes").HasKey(n => n.Id);
        note.Property(n => n.Id).ValueGeneratedNever();
        note.Property(n => n.Text).HasMaxLength(200);
    });
}

/// <summary>Writes a note.</summary>
internal sealed class NoteWriter : IEffectHandler
{
    public string ActivityType => "Test.Write";

    /// <summary>In the order they were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        Asked.Enqueue((string)request.Inputs["text"]!);
        context.Database.Add(new Note { Id = context.Ids.Next(), Text = (string)request.Inputs["text"]! });
        return Task.FromResult(EffectResult.Done);
    }
}

/// <summary>Writes a note, saves it, changes what the context tracks, and then throws <see cref="Failure"/>, while there is one for the text.</summary>
internal sealed class NoteBreaker : IEffectHandler
{
    public string ActivityType => "Test.Break";

    public Func<string, Exception?> Failure { get; set; } = _ => new InvalidOperationException("The printer is on fire.");

    public async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var text = (string)request.Inputs["text"]!;
        context.Database.Add(new Note { Id = context.Ids.Next(), Text = text });
        if (Failure(text) is { } failure)
        {
            await context.Database.SaveChangesAsync(stop);
            foreach (var known in context.Database.ChangeTracker.Entries<Note>().ToList())
            {
                known.Entity.Text = "spoilt";
            }

            context.Instance.CentreNumber = "99999";
            throw failure;
        }

        return EffectResult.Done;
    }
}
