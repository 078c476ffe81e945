using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage;

/// <summary>The engine's part of the model. Only types that every database has alike: instants are ticks, enums are words.</summary>
public sealed class EngineModel : IModelPart
{
    /// <summary>Longest name of a person, a schedule, a rule set, a definition, an activity or an event.</summary>
    public const int NameLength = 200;

    private const int KeyLength = 200;
    private const int HashLength = 64;

    public void Configure(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Instances(model);
        Waits(model);
        Histories(model);
        Messages(model);
        Versions(model);
        Proposals(model);
        Bulk(model);
        Sweeps(model);
    }

    private static void Instances(ModelBuilder model) => model.Entity<InstanceRow>(row =>
    {
        row.ToTable("Instances").HasKey(i => i.Id);
        row.Property(i => i.Id).ValueGeneratedNever();
        row.Property(i => i.DefinitionId).HasMaxLength(NameLength);
        row.Property(i => i.DefinitionHash).HasMaxLength(HashLength);
        row.Property(i => i.Name).HasMaxLength(NameLength);
        row.Property(i => i.CorrelationId).HasMaxLength(KeyLength);
        row.Property(i => i.CentreNumber).HasMaxLength(20);
        row.Property(i => i.QualificationCode).HasMaxLength(20);
        row.Property(i => i.JournalHash).HasMaxLength(HashLength);
        row.Property(i => i.Version).IsConcurrencyToken();
        row.HasIndex(i => new { i.Status, i.UpdatedAt });
        row.HasIndex(i => new { i.DefinitionId, i.Status, i.UpdatedAt });
        row.HasIndex(i => new { i.CentreNumber, i.Status });
        row.HasIndex(i => new { i.CorrelationId, i.Status });
        row.HasIndex(i => new { i.HasIncident, i.UpdatedAt });
    });

    private static void Waits(ModelBuilder model)
    {
        model.Entity<BookmarkRow>(row =>
        {
            row.ToTable("Bookmarks").HasKey(b => new { b.InstanceId, b.BookmarkId });
            row.Property(b => b.BookmarkId).HasMaxLength(KeyLength);
            row.Property(b => b.ActivityId).HasMaxLength(NameLength);
            row.Property(b => b.EventName).HasMaxLength(NameLength);
            row.Property(b => b.CorrelationId).HasMaxLength(KeyLength);
            row.HasIndex(b => new { b.EventName, b.CorrelationId });
        });
        model.Entity<TimerRow>(row =>
        {
            row.ToTable("Timers").HasKey(t => new { t.InstanceId, t.BookmarkId });
            row.Property(t => t.BookmarkId).HasMaxLength(KeyLength);
            row.Property(t => t.ActivityId).HasMaxLength(NameLength);
            row.Property(t => t.ClaimedBy).HasMaxLength(NameLength);
            row.HasIndex(t => t.DueAt);
        });
        model.Entity<TaskRow>(row =>
        {
            row.ToTable("Tasks").HasKey(t => new { t.InstanceId, t.BookmarkId });
            row.Property(t => t.BookmarkId).HasMaxLength(KeyLength);
            row.Property(t => t.ActivityId).HasMaxLength(NameLength);
            row.Property(t => t.Name).HasMaxLength(NameLength);
            row.Property(t => t.Title).HasMaxLength(500);
            row.Property(t => t.Role).HasMaxLength(NameLength);
            row.Property(t => t.CentreNumber).HasMaxLength(20);
            row.HasIndex(t => new { t.Role, t.DueOn });
            row.HasIndex(t => new { t.CentreNumber, t.DueOn });
        });
        model.Entity<TaskHoldingRow>(row =>
        {
            row.ToTable("TaskHoldings").HasKey(h => new { h.InstanceId, h.BookmarkId });
            row.Property(h => h.BookmarkId).HasMaxLength(KeyLength);
            row.Property(h => h.Holder).HasMaxLength(NameLength);
            row.Property(h => h.Version).IsConcurrencyToken();
            row.HasIndex(h => h.Holder);
        });
    }

    private static void Histories(ModelBuilder model)
    {
        model.Entity<JournalRow>(row =>
        {
            row.ToTable("Journal").HasKey(j => new { j.InstanceId, j.Sequence });
            row.Property(j => j.Sequence).ValueGeneratedNever();
            row.Property(j => j.Actor).HasMaxLength(NameLength);
            row.Property(j => j.ActivityId).HasMaxLength(NameLength);
            row.Property(j => j.ActivityInstanceId).HasMaxLength(KeyLength);
            row.Property(j => j.Event).HasMaxLength(NameLength);
            row.Property(j => j.PayloadHash).HasMaxLength(HashLength);
            row.Property(j => j.Hash).HasMaxLength(HashLength);
        });
        model.Entity<CalendarEditionRow>(row =>
        {
            row.ToTable("CalendarEditions").HasKey(c => c.Edition);
            row.Property(c => c.Edition).HasMaxLength(HashLength);
            row.Property(c => c.Division).HasMaxLength(40);
        });
        model.Entity<IncidentRow>(row =>
        {
            row.ToTable("Incidents").HasKey(i => new { i.InstanceId, i.ActivityInstanceId, i.At });
            row.Property(i => i.ActivityInstanceId).HasMaxLength(KeyLength);
            row.Property(i => i.ActivityId).HasMaxLength(NameLength);
            row.HasIndex(i => new { i.ResolvedAt, i.At });
        });
        model.Entity<DecisionRow>(row =>
        {
            row.ToTable("Decisions").HasKey(d => d.Id);
            row.Property(d => d.Id).ValueGeneratedNever();
            row.Property(d => d.Subject).HasMaxLength(KeyLength);
            row.Property(d => d.RuleSet).HasMaxLength(NameLength);
            row.Property(d => d.RuleSetHash).HasMaxLength(HashLength);
            row.Property(d => d.By).HasMaxLength(NameLength);
            row.Property(d => d.HostVersion).HasMaxLength(100);
            row.HasIndex(d => d.Subject);
            row.HasIndex(d => new { d.RuleSet, d.At });
            row.HasIndex(d => new { d.RuleSet, d.Id });
        });
    }

    private static void Messages(ModelBuilder model)
    {
        model.Entity<RequestRow>(row =>
        {
            row.ToTable("Requests").HasKey(r => r.RequestId);
            row.Property(r => r.RequestId).ValueGeneratedNever();
            row.HasIndex(r => r.At);
        });
        model.Entity<OutboxRow>(row =>
        {
            row.ToTable("Outbox").HasKey(o => o.Id);
            row.Property(o => o.Id).ValueGeneratedNever();
            row.Property(o => o.Key).HasMaxLength(400);
            row.Property(o => o.Kind).HasMaxLength(NameLength);
            row.HasIndex(o => o.Key).IsUnique();
            row.Property(o => o.ClaimedBy).HasMaxLength(NameLength);
            row.HasIndex(o => new { o.SentAt, o.NextAttemptAt });
        });
        model.Entity<EarlyEventRow>(row =>
        {
            row.ToTable("EarlyEvents").HasKey(e => e.RequestId);
            row.Property(e => e.RequestId).ValueGeneratedNever();
            row.Property(e => e.Name).HasMaxLength(NameLength);
            row.Property(e => e.Actor).HasMaxLength(NameLength);
            row.HasIndex(e => new { e.InstanceId, e.Status });
            row.HasIndex(e => new { e.Status, e.ExpiresAt });
        });
    }

    private static void Versions(ModelBuilder model)
    {
        model.Entity<RuleSetVersionRow>(row =>
        {
            row.ToTable("RuleSetVersions").HasKey(v => v.Id);
            row.Property(v => v.Id).ValueGeneratedNever();
            row.Property(v => v.Name).HasMaxLength(NameLength);
            row.Property(v => v.ContentHash).HasMaxLength(HashLength);
            row.Property(v => v.PublishedBy).HasMaxLength(NameLength);
            row.Property(v => v.Origin).HasMaxLength(40);
            row.HasIndex(v => new { v.Name, v.PublishedAt });
            row.Property(v => v.CurrentName).HasMaxLength(NameLength);
            row.HasIndex(v => v.CurrentName).IsUnique();
            row.Property(v => v.ApprovedBy).HasMaxLength(NameLength);
            row.HasIndex(v => new { v.Name, v.ContentHash });
        });
        model.Entity<DefinitionVersionRow>(row =>
        {
            row.ToTable("DefinitionVersions").HasKey(v => v.Id);
            row.Property(v => v.Id).ValueGeneratedNever();
            row.Property(v => v.DefinitionId).HasMaxLength(NameLength);
            row.Property(v => v.ContentHash).HasMaxLength(HashLength);
            row.Property(v => v.PublishedBy).HasMaxLength(NameLength);
            row.Property(v => v.Origin).HasMaxLength(40);
            row.HasIndex(v => new { v.DefinitionId, v.Version }).IsUnique();
            row.Property(v => v.ApprovedBy).HasMaxLength(NameLength);
            row.HasIndex(v => new { v.IsCurrent, v.DefinitionId });
        });
        model.Entity<RefusedChangeRow>(row =>
        {
            row.ToTable("RefusedChanges").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Kind).HasMaxLength(40);
            row.Property(r => r.Name).HasMaxLength(NameLength);
            row.Property(r => r.ContentHash).HasMaxLength(HashLength);
            row.Property(r => r.By).HasMaxLength(NameLength);
            row.HasIndex(r => new { r.IsOpen, r.Kind, r.Name });
        });
    }

    private static void Proposals(ModelBuilder model)
    {
        model.Entity<ProposalRow>(row =>
        {
            row.ToTable("Proposals").HasKey(p => p.Id);
            row.Property(p => p.Id).ValueGeneratedNever();
            row.Property(p => p.RuleSet).HasMaxLength(NameLength);
            row.Property(p => p.RulesHash).HasMaxLength(HashLength);
            row.Property(p => p.CasesHash).HasMaxLength(HashLength);
            row.Property(p => p.ImpactHash).HasMaxLength(HashLength);
            row.Property(p => p.ImpactOf).HasMaxLength(HashLength);
            row.Property(p => p.Origin).HasMaxLength(40);
            row.Property(p => p.ProposedBy).HasMaxLength(NameLength);
            row.Property(p => p.DecidedBy).HasMaxLength(NameLength);
            row.Property(p => p.ReplayedBy).HasMaxLength(NameLength);
            row.Property(p => p.Version).IsConcurrencyToken();
            row.HasIndex(p => p.RequestId).IsUnique();
            row.Property(p => p.Kind).HasMaxLength(40).HasDefaultValue(Publishing.ContentKinds.RuleSet);
            row.HasIndex(p => new { p.Kind, p.RuleSet, p.ProposedAt });
            row.HasIndex(p => p.State);
        });
        model.Entity<PublishingEventRow>(row =>
        {
            row.ToTable("PublishingEvents").HasKey(e => new { e.RuleSet, e.Sequence });
            row.Property(e => e.RuleSet).HasMaxLength(NameLength);
            row.Property(e => e.Sequence).ValueGeneratedNever();
            row.Property(e => e.By).HasMaxLength(NameLength);
            row.Property(e => e.Action).HasMaxLength(40);
            row.Property(e => e.Hash).HasMaxLength(HashLength);
        });
        model.Entity<ReferenceFileRow>(row =>
        {
            row.ToTable("ReferenceFiles").HasKey(f => new { f.Name, f.ContentHash });
            row.Property(f => f.Name).HasMaxLength(NameLength);
            row.Property(f => f.ContentHash).HasMaxLength(HashLength);
        });
    }

    private static void Bulk(ModelBuilder model)
    {
        model.Entity<BulkOperationRow>(row =>
        {
            row.ToTable("BulkOperations").HasKey(b => b.Id);
            row.Property(b => b.Id).ValueGeneratedNever();
            row.Property(b => b.Operation).HasMaxLength(40);
            row.Property(b => b.AskedBy).HasMaxLength(NameLength);
            row.Property(b => b.ConfirmedBy).HasMaxLength(NameLength);
            row.Property(b => b.WorkedBy).HasMaxLength(NameLength);
            row.Property(b => b.State).IsConcurrencyToken();
            row.HasIndex(b => new { b.State, b.AskedAt });
        });
        model.Entity<BulkTargetRow>(row =>
        {
            row.ToTable("BulkTargets").HasKey(t => new { t.BulkId, t.InstanceId });
            row.HasIndex(t => new { t.BulkId, t.Outcome });
        });
    }

    private static void Sweeps(ModelBuilder model) => model.Entity<SweepRunRow>(row =>
    {
        row.ToTable("SweepRuns").HasKey(r => r.Id);
        row.Property(r => r.Id).ValueGeneratedNever();
        row.Property(r => r.Sweep).HasMaxLength(40);
        row.Property(r => r.By).HasMaxLength(NameLength);
        row.HasIndex(r => new { r.Sweep, r.StartedAt });
    });
}
