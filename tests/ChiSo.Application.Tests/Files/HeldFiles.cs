using ChiSo.Application.Database;
using ChiSo.Application.Files;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Tests.Files;

/// <summary>Files as a virus scanner would have left them.</summary>
internal static class HeldFiles
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    public static Task HoldAsync(ChiSoDatabase database, string hash, FileState state) => database.WriteAsync(
        context => Task.FromResult(context.FileVerdicts.Add(new() { Hash = hash, State = state, AskedAt = DateTime.UnixEpoch, DueAt = null })), Cancel);

    public static Task ReleaseAsync(ChiSoDatabase database, string hash) => database.WriteAsync(
        context => context.FileVerdicts.Where(verdict => verdict.Hash == hash).ExecuteDeleteAsync(Cancel), Cancel);
}
