using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ChiSo.Application.Database;

/// <summary>The form a database has between two migrations. Each migration has the same name for both kinds of database, and keeps the model as it was.</summary>
internal static class DatabaseForm
{
    public static async Task<FoundForm> FindAsync(ChiSoContext context, CancellationToken cancel) =>
        Of([.. await context.Database.GetAppliedMigrationsAsync(cancel)], [.. context.Database.GetMigrations()]);

    /// <param name="applied">The ids of migrations a database has.</param>
    /// <param name="known">Those of this version.</param>
    public static FoundForm Of(IReadOnlyCollection<string> applied, IReadOnlyCollection<string> known)
    {
        if (applied.Count == 0 || known.All(applied.Contains))
            return FoundForm.Current;
        var first = known.Order(StringComparer.Ordinal).Take(applied.Count).ToList();
        return applied.Order(StringComparer.Ordinal).SequenceEqual(first, StringComparer.Ordinal) ? new(NameOf(first[^1]), false) : new(null, true);
    }

    /// <summary>The name of each form, oldest first.</summary>
    public static List<string> NamesOf(ChiSoContext context) => [.. context.Database.GetMigrations().Select(NameOf)];

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

/// <summary>The form a database was found in.</summary>
/// <param name="Older">The name of the last migration applied, where all before it are and only later ones are missing; <c>null</c> for the form of this version or a newer one, and where nothing was ever applied.</param>
/// <param name="IsMixed">Whether it lacks a migration older than one it has, or has one this version doesn't know and lacks one it does: no version left it so.</param>
internal sealed record FoundForm(string? Older, bool IsMixed)
{
    public static FoundForm Current { get; } = new(null, false);
}
