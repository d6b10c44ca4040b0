namespace ChiSo.Application.Surveys.Collection;

/// <summary>What takes long to compute, kept in memory for as long as what it rests on stays the same. Asked for by many at once it is computed once; what nobody asks for any more goes after a while.</summary>
/// <param name="most">The most that is kept, as <paramref name="sizeOf"/> measures it: what was asked for longest ago goes first, and what is larger by itself isn't kept.</param>
internal sealed class ComputedOnce<T>(long most, Func<T, long> sizeOf, TimeProvider clock)
{
    /// <summary>What nobody asked for in so long goes.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    private readonly Lock guard = new();
    private readonly Dictionary<string, Kept> kept = new(StringComparer.Ordinal);
    private long turn;
    private ITimer? sweeping;

    /// <param name="about">What it is.</param>
    /// <param name="basis">What it rests on, read before anything is computed of it: another basis, and it is computed anew.</param>
    /// <param name="compute">Goes on when whoever asked first gives up: others may wait.</param>
    public Task<T> GetAsync(string about, string basis, Func<Task<T>> compute, CancellationToken cancel)
    {
        lock (guard)
        {
            return Seen(about, basis, () => Task.Run(compute)).WaitAsync(cancel);
        }
    }

    /// <summary>The same for whoever can't but wait: it is computed where it was asked for first, so that no thread waits for one that nobody has yet.</summary>
    public T Get(string about, string basis, Func<T> compute)
    {
        var own = new Task<T>(compute);
        Task<T> found;
        lock (guard)
            found = Seen(about, basis, () => own);
        if (ReferenceEquals(found, own))
            own.RunSynchronously(TaskScheduler.Default);
        return found.GetAwaiter().GetResult();
    }

    private Task<T> Seen(string about, string basis, Func<Task<T>> begin)
    {
        if (!kept.TryGetValue(about, out var found) || found.Basis != basis)
        {
            using (ExecutionContext.SuppressFlow()) // one reading serves many: nothing of who asked first goes with it
            {
                sweeping ??= Sweeping();
                found = kept[about] = new(basis, begin());
                _ = SettleAsync(about, found);
            }
        }

        (found.Turn, found.At) = (++turn, clock.GetTimestamp());
        return found.Value;
    }

    private async Task SettleAsync(string about, Kept begun)
    {
        try
        {
            begun.Size = sizeOf(await begun.Value);
            Bound(about, begun);
        }
        catch (Exception) // whoever waits learns of it; the next one tries again
        {
            Forget(about, begun);
        }
    }

    private void Bound(string about, Kept begun)
    {
        lock (guard)
        {
            if (begun.Size > most)
                Forget(about, begun);
            while (kept.Values.Sum(one => one.Size) > most)
                kept.Remove(kept.Where(one => one.Value.Size > 0).MinBy(one => one.Value.Turn).Key); // the sum is of those
        }
    }

    private void Forget(string about, Kept begun)
    {
        lock (guard)
        {
            if (kept.TryGetValue(about, out var found) && ReferenceEquals(found, begun))
                kept.Remove(about);
        }
    }

    /// <summary>A clock holds what it calls: it is to hold nothing of this, nor go on once nothing is kept.</summary>
    private ITimer Sweeping() => clock.CreateTimer(static of => (((WeakReference<ComputedOnce<T>>)of!).TryGetTarget(out var once) ? once : null)?.Sweep(), new WeakReference<ComputedOnce<T>>(this), Idle, Timeout.InfiniteTimeSpan);

    private void Sweep()
    {
        lock (guard)
        {
            foreach (var (about, _) in kept.Where(one => one.Value.Value.IsCompleted && clock.GetElapsedTime(one.Value.At) >= Idle).ToList())
                kept.Remove(about);
            sweeping?.Dispose();
            sweeping = kept.Count > 0 ? Sweeping() : null;
        }
    }

    private sealed class Kept(string basis, Task<T> value)
    {
        public string Basis { get; } = basis;

        public Task<T> Value { get; } = value;

        /// <summary>Rises with each time somebody asks for anything.</summary>
        public long Turn { get; set; }

        /// <summary>When somebody asked for it last, by the clock.</summary>
        public long At { get; set; }

        /// <summary>0 until it is computed.</summary>
        public long Size { get; set; }
    }
}
