using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OcrWorkflows.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Durable : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ClaimedBy",
                table: "Outbox",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ClaimedUntil",
                table: "Outbox",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "GivenUpAt",
                table: "Outbox",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HasKeptEvents",
                table: "Instances",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "ParentId",
                table: "Instances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CalendarEditions",
                columns: table => new
                {
                    Edition = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Division = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Holidays = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarEditions", x => x.Edition);
                });

            migrationBuilder.CreateTable(
                name: "EarlyEvents",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    InstanceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Event = table.Column<string>(type: "TEXT", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SettledAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EarlyEvents", x => x.RequestId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_EarlyEvents_InstanceId_Status",
                table: "EarlyEvents",
                columns: new[] { "InstanceId", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_EarlyEvents_Status_ExpiresAt",
                table: "EarlyEvents",
                columns: new[] { "Status", "ExpiresAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CalendarEditions");

            migrationBuilder.DropTable(
                name: "EarlyEvents");

            migrationBuilder.DropColumn(
                name: "ClaimedBy",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "ClaimedUntil",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "GivenUpAt",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "HasKeptEvents",
                table: "Instances");

            migrationBuilder.DropColumn(
                name: "ParentId",
                table: "Instances");
        }
    }
}
