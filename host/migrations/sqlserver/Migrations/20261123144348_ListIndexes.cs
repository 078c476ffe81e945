using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OcrWorkflows.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Entries_EnteredOn_Id",
                table: "Entries",
                columns: new[] { "EnteredOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Claims_SubmittedAt_ClaimNumber",
                table: "Claims",
                columns: new[] { "SubmittedAt", "ClaimNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_CentreNumber_IssuedOn",
                table: "Certificates",
                columns: new[] { "CentreNumber", "IssuedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_IssuedOn_Id",
                table: "Certificates",
                columns: new[] { "IssuedOn", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Entries_EnteredOn_Id",
                table: "Entries");

            migrationBuilder.DropIndex(
                name: "IX_Claims_SubmittedAt_ClaimNumber",
                table: "Claims");

            migrationBuilder.DropIndex(
                name: "IX_Certificates_CentreNumber_IssuedOn",
                table: "Certificates");

            migrationBuilder.DropIndex(
                name: "IX_Certificates_IssuedOn_Id",
                table: "Certificates");
        }
    }
}
