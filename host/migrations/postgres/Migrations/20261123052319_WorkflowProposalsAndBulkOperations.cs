using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OcrWorkflows.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class WorkflowProposalsAndBulkOperations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Proposals_RuleSet_ProposedAt",
                table: "Proposals");

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "Proposals",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "rule-set");

            migrationBuilder.AddColumn<string>(
                name: "ApprovedBy",
                table: "DefinitionVersions",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Comment",
                table: "DefinitionVersions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Proposal",
                table: "DefinitionVersions",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BulkOperations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Operation = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Event = table.Column<string>(type: "text", nullable: false),
                    ToVersion = table.Column<int>(type: "integer", nullable: true),
                    Filter = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    AskedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    AskedAt = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    Done = table.Column<int>(type: "integer", nullable: false),
                    Refused = table.Column<int>(type: "integer", nullable: false),
                    ConfirmedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ConfirmedAt = table.Column<long>(type: "bigint", nullable: true),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    WorkedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    SeenAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BulkOperations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BulkTargets",
                columns: table => new
                {
                    BulkId = table.Column<Guid>(type: "uuid", nullable: false),
                    InstanceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Refusal = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BulkTargets", x => new { x.BulkId, x.InstanceId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_Kind_RuleSet_ProposedAt",
                table: "Proposals",
                columns: new[] { "Kind", "RuleSet", "ProposedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_BulkOperations_State_AskedAt",
                table: "BulkOperations",
                columns: new[] { "State", "AskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_BulkTargets_BulkId_Outcome",
                table: "BulkTargets",
                columns: new[] { "BulkId", "Outcome" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BulkOperations");

            migrationBuilder.DropTable(
                name: "BulkTargets");

            migrationBuilder.DropIndex(
                name: "IX_Proposals_Kind_RuleSet_ProposedAt",
                table: "Proposals");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Proposals");

            migrationBuilder.DropColumn(
                name: "ApprovedBy",
                table: "DefinitionVersions");

            migrationBuilder.DropColumn(
                name: "Comment",
                table: "DefinitionVersions");

            migrationBuilder.DropColumn(
                name: "Proposal",
                table: "DefinitionVersions");

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_RuleSet_ProposedAt",
                table: "Proposals",
                columns: new[] { "RuleSet", "ProposedAt" });
        }
    }
}
