using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Register;

/// <summary>The register's part of the model. No foreign keys to the engine's tables: the two are only joined by identity.</summary>
public sealed class RegisterModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Centres(model);
        Entries(model);
        Claims(model);
        Remade(model);
    }

    private static void Centres(ModelBuilder model)
    {
        model.Entity<Centre>(centre =>
        {
            centre.ToTable("Centres").HasKey(c => c.Number);
            centre.Property(c => c.Number).HasMaxLength(5);
            centre.Property(c => c.Name).HasMaxLength(200);
            centre.Property(c => c.Type).HasMaxLength(40);
            centre.Property(c => c.LegalForm).HasMaxLength(40);
            centre.Property(c => c.Nation).HasMaxLength(40);
            centre.Property(c => c.Version).IsConcurrencyToken();
            centre.HasIndex(c => new { c.Status, c.Number });
        });
        model.Entity<Approval>(approval =>
        {
            approval.ToTable("Approvals").HasKey(a => a.Reference);
            approval.Property(a => a.Reference).HasMaxLength(60);
            approval.Property(a => a.CentreNumber).HasMaxLength(5);
            approval.Property(a => a.Covers).HasMaxLength(40);
            approval.Property(a => a.Assurer).HasMaxLength(256);
            approval.Property(a => a.Version).IsConcurrencyToken();
            approval.HasIndex(a => new { a.CentreNumber, a.Covers });
            approval.HasIndex(a => new { a.Status, a.InactiveSince });
        });
        model.Entity<Candidate>(candidate =>
        {
            candidate.ToTable("Candidates").HasKey(c => c.Id);
            candidate.Property(c => c.Id).ValueGeneratedNever();
            candidate.Property(c => c.CentreNumber).HasMaxLength(5);
            candidate.Property(c => c.CandidateNumber).HasMaxLength(4);
            candidate.Property(c => c.Uci).HasMaxLength(13);
            candidate.Property(c => c.Uln).HasMaxLength(10);
            candidate.Property(c => c.Surname).HasMaxLength(200);
            candidate.Property(c => c.Forenames).HasMaxLength(200);
            candidate.Property(c => c.Key).HasMaxLength(10);
            candidate.HasIndex(c => c.Key).IsUnique();
            candidate.HasIndex(c => new { c.CentreNumber, c.CandidateNumber });
        });
        model.Entity<QaVisit>(visit =>
        {
            visit.ToTable("QaVisits").HasKey(v => v.Id);
            visit.Property(v => v.Id).ValueGeneratedNever();
            visit.Property(v => v.ApprovalReference).HasMaxLength(60);
            visit.Property(v => v.CentreNumber).HasMaxLength(5);
            visit.Property(v => v.Covers).HasMaxLength(40);
            visit.Property(v => v.Assurer).HasMaxLength(256);
            visit.Property(v => v.PlanKey).HasMaxLength(120);
            visit.HasIndex(v => v.PlanKey).IsUnique();
            visit.HasIndex(v => new { v.CentreNumber, v.PlannedFrom });
        });
    }

    private static void Entries(ModelBuilder model)
    {
        model.Entity<Entry>(entry =>
        {
            entry.ToTable("Entries").HasKey(e => e.Id);
            entry.Property(e => e.Id).ValueGeneratedNever();
            entry.Property(e => e.CentreNumber).HasMaxLength(5);
            entry.Property(e => e.QualificationCode).HasMaxLength(10);
            entry.Property(e => e.UnitCode).HasMaxLength(20);
            entry.Property(e => e.Series).HasMaxLength(8);
            entry.Property(e => e.Result).HasMaxLength(40);
            entry.Property(e => e.LineKey).HasMaxLength(120);
            entry.HasIndex(e => e.LineKey).IsUnique();
            entry.HasIndex(e => e.CandidateId);
            entry.HasIndex(e => new { e.CentreNumber, e.EnteredOn });
            entry.HasIndex(e => new { e.EnteredOn, e.Id });
            entry.HasIndex(e => e.ImportId);
        });
        model.Entity<Sitting>(sitting =>
        {
            sitting.ToTable("Sittings").HasKey(s => s.EntryId);
            sitting.Property(s => s.EntryId).ValueGeneratedNever();
            sitting.Property(s => s.CentreNumber).HasMaxLength(5);
            sitting.Property(s => s.QualificationCode).HasMaxLength(10);
            sitting.Property(s => s.UnitCode).HasMaxLength(20);
            sitting.Property(s => s.Series).HasMaxLength(8);
            sitting.HasIndex(s => s.CandidateId);
        });
        model.Entity<Charge>(charge =>
        {
            charge.ToTable("Charges").HasKey(c => c.Id);
            charge.Property(c => c.Id).ValueGeneratedNever();
            charge.Property(c => c.CentreNumber).HasMaxLength(5);
            charge.Property(c => c.FeeCode).HasMaxLength(40);
            charge.HasIndex(c => c.EntryId);
            charge.HasIndex(c => new { c.CentreNumber, c.ChargedOn });
        });
        model.Entity<ImportRun>(run =>
        {
            run.ToTable("ImportRuns").HasKey(r => r.Id);
            run.Property(r => r.Id).ValueGeneratedNever();
            run.Property(r => r.FileName).HasMaxLength(260);
            run.Property(r => r.ContentHash).HasMaxLength(64);
            run.Property(r => r.By).HasMaxLength(256);
            run.HasIndex(r => r.StartedAt);
        });
    }

    private static void Remade(ModelBuilder model) => model.Entity<RemadeDecision>(remade =>
    {
        remade.ToTable("RemadeDecisions").HasKey(r => r.OldDecision);
        remade.Property(r => r.OldDecision).ValueGeneratedNever();
        remade.Property(r => r.RuleSet).HasMaxLength(100);
        remade.Property(r => r.CentreNumber).HasMaxLength(5);
        remade.Property(r => r.By).HasMaxLength(256);
        remade.Property(r => r.LeftToDo).HasMaxLength(400);
        remade.HasIndex(r => r.NewDecision).IsUnique();
        remade.HasIndex(r => r.Remake);
    });

    private static void Claims(ModelBuilder model)
    {
        model.Entity<Claim>(claim =>
        {
            claim.ToTable("Claims").HasKey(c => c.ClaimNumber);
            claim.Property(c => c.ClaimNumber).HasMaxLength(40);
            claim.Property(c => c.CentreNumber).HasMaxLength(5);
            claim.Property(c => c.QualificationCode).HasMaxLength(10);
            claim.Property(c => c.SubmittedBy).HasMaxLength(256);
            claim.Property(c => c.DecidedBy).HasMaxLength(256);
            claim.Property(c => c.Version).IsConcurrencyToken();
            claim.HasIndex(c => new { c.CentreNumber, c.QualificationCode, c.SubmittedAt });
            claim.HasIndex(c => new { c.Status, c.SubmittedAt });
            claim.HasIndex(c => new { c.SubmittedAt, c.ClaimNumber });
        });
        model.Entity<ClaimLine>(line =>
        {
            line.ToTable("ClaimLines").HasKey(l => new { l.ClaimNumber, l.LineNumber });
            line.Property(l => l.ClaimNumber).HasMaxLength(40);
            line.Property(l => l.UnitCode).HasMaxLength(20);
            line.Property(l => l.Grade).HasMaxLength(10);
            line.HasIndex(l => l.CandidateId);
        });
        model.Entity<Certificate>(certificate =>
        {
            certificate.ToTable("Certificates").HasKey(c => c.Id);
            certificate.Property(c => c.Id).ValueGeneratedNever();
            certificate.Property(c => c.ClaimNumber).HasMaxLength(40);
            certificate.Property(c => c.CentreNumber).HasMaxLength(5);
            certificate.Property(c => c.QualificationCode).HasMaxLength(10);
            certificate.Property(c => c.UnitCode).HasMaxLength(20);
            certificate.Property(c => c.Grade).HasMaxLength(10);
            certificate.HasIndex(c => new { c.ClaimNumber, c.ClaimLineNumber }).IsUnique();
            certificate.HasIndex(c => c.CandidateId);
            certificate.HasIndex(c => new { c.IssuedOn, c.Id });
            certificate.HasIndex(c => new { c.CentreNumber, c.IssuedOn });
        });
    }
}
