using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ChiSo.Application.Database;

/// <summary>The form a database has between two migrations. Each migration has the same name for both kinds of database, and keeps the model as it was.</summary>
internal static class DatabaseForm
{
    /// <returns>The name of the last migration applied; <c>null</c> when that is the last there is, or none this version knows.</returns>
    public static async Task<string?> OlderAsync(ChiSoContext context, CancellationToken cancel)
    {
        var last = (await context.Database.GetAppliedMigrationsAsync(cancel)).LastOrDefault();
        var known = context.Database.GetMigrations().ToList();
        return last is null || last == known[^1] || !known.Contains(last) ? null : NameOf(last);
    }

    /// <summary>Brings an empty database to the form a migration leaves.</summary>
    public static Task MakeAsync(ChiSoContext context, string name, CancellationToken cancel) => context.Database.MigrateAsync(IdOf(context, name), cancel);

    /// <summary>The tables as a migration leaves them.</summary>
    /// <param name="name"><c>null</c> for those of this version.</param>
    public static IRelationalModel TablesOf(ChiSoContext context, string? name)
    {
        if (name is null)
            return context.Model.GetRelationalModel();
        var migrations = context.GetService<IMigrationsAssembly>();
        var migration = migrations.CreateMigration(migrations.Migrations[IdOf(context, name)], context.Database.ProviderName ?? "");
        return context.GetService<IModelRuntimeInitializer>().Initialize(migration.TargetModel, designTime: true, validationLogger: null).GetRelationalModel();
    }

    private static string IdOf(ChiSoContext context, string name) => context.Database.GetMigrations().Single(id => NameOf(id) == name);

    /// <summary>Without the time it was made.</summary>
    private static string NameOf(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
