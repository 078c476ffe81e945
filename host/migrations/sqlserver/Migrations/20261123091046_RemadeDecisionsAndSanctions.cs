using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OcrWorkflows.Migrations.SqlServer.Migrations
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
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "RemadeDecisions",
                columns: table => new
                {
                    OldDecision = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    NewDecision = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Remake = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RuleSet = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    CentreNumber = table.Column<string>(type: "nvarchar(5)", maxLength: 5, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    CreditedPence = table.Column<long>(type: "bigint", nullable: false),
                    ChargedPence = table.Column<long>(type: "bigint", nullable: false),
                    LeftToDo = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    IsSample = table.Column<bool>(type: "bit", nullable: false)
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
