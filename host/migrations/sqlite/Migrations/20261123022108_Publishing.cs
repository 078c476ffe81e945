using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OcrWorkflows.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Publishing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ApprovedBy",
                table: "RuleSetVersions",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Proposal",
                table: "RuleSetVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Proposals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RuleSet = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Rules = table.Column<string>(type: "TEXT", nullable: false),
                    Cases = table.Column<string>(type: "TEXT", nullable: true),
                    RulesHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CasesHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ProposedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Authors = table.Column<string>(type: "TEXT", nullable: false),
                    Why = table.Column<string>(type: "TEXT", nullable: true),
                    BaseVersion = table.Column<Guid>(type: "TEXT", nullable: true),
                    Checks = table.Column<string>(type: "TEXT", nullable: false),
                    Impact = table.Column<string>(type: "TEXT", nullable: true),
                    ImpactHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ImpactOf = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ReplayedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ReplaySeenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ReplayDone = table.Column<long>(type: "INTEGER", nullable: false),
                    ReplayTotal = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Comment = table.Column<string>(type: "TEXT", nullable: true),
                    Binding = table.Column<string>(type: "TEXT", nullable: true),
                    PublishedVersion = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Proposals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PublishingEvents",
                columns: table => new
                {
                    RuleSet = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Proposal = table.Column<Guid>(type: "TEXT", nullable: true),
                    RuleSetVersion = table.Column<Guid>(type: "TEXT", nullable: true),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublishingEvents", x => new { x.RuleSet, x.Sequence });
                });

            migrationBuilder.CreateTable(
                name: "ReferenceFiles",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ContentHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    KeptAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReferenceFiles", x => new { x.Name, x.ContentHash });
                });

            migrationBuilder.CreateIndex(
                name: "IX_RuleSetVersions_Name_ContentHash",
                table: "RuleSetVersions",
                columns: new[] { "Name", "ContentHash" });

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_RuleSet_Id",
                table: "Decisions",
                columns: new[] { "RuleSet", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_RequestId",
                table: "Proposals",
                column: "RequestId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_RuleSet_ProposedAt",
                table: "Proposals",
                columns: new[] { "RuleSet", "ProposedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_State",
                table: "Proposals",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Proposals");

            migrationBuilder.DropTable(
                name: "PublishingEvents");

            migrationBuilder.DropTable(
                name: "ReferenceFiles");

            migrationBuilder.DropIndex(
                name: "IX_RuleSetVersions_Name_ContentHash",
                table: "RuleSetVersions");

            migrationBuilder.DropIndex(
                name: "IX_Decisions_RuleSet_Id",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "ApprovedBy",
                table: "RuleSetVersions");

            migrationBuilder.DropColumn(
                name: "Proposal",
                table: "RuleSetVersions");
        }
    }
}
