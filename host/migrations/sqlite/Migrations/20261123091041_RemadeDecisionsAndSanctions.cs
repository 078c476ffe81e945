using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OcrWorkflows.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RemadeDecisionsAndSanctions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "SanctionLevel",
                table: "Approvals",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "RemadeDecisions",
                columns: table => new
                {
                    OldDecision = table.Column<Guid>(type: "TEXT", nullable: false),
                    NewDecision = table.Column<Guid>(type: "TEXT", nullable: false),
                    Remake = table.Column<Guid>(type: "TEXT", nullable: false),
                    RuleSet = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    CentreNumber = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    CreditedPence = table.Column<long>(type: "INTEGER", nullable: false),
                    ChargedPence = table.Column<long>(type: "INTEGER", nullable: false),
                    LeftToDo = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    IsSample = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RemadeDecisions", x => x.OldDecision);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RemadeDecisions_NewDecision",
                table: "RemadeDecisions",
                column: "NewDecision",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RemadeDecisions_Remake",
                table: "RemadeDecisions",
                column: "Remake");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RemadeDecisions");

            migrationBuilder.DropColumn(
                name: "SanctionLevel",
                table: "Approvals");
        }
    }
}
