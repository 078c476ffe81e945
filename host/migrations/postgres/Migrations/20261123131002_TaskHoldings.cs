using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OcrWorkflows.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class TaskHoldings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "TaskHoldings",
                columns: table => new
                {
                    InstanceId = table.Column<Guid>(type: "uuid", nullable: false),
                    BookmarkId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Holder = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TaskHoldings", x => new { x.InstanceId, x.BookmarkId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_TaskHoldings_Holder",
                table: "TaskHoldings",
                column: "Holder");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TaskHoldings");
        }
    }
}
