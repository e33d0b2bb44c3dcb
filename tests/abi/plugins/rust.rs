//! A plugin in Rust, without a crate: the structs are those of newsgrain/abi/newsgrain.h, written down once more. It marks the words
//! of a text with their letters and lower case. Built by the test with rustc alone; NG_MANIFEST names the manifest.
use std::ffi::c_void;
use std::os::raw::c_char;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr::null;

type Status = i32;
const NG_OK: Status = 0;
const NG_ERROR: Status = 1;
const NG_CANCELLED: Status = 5;
const NG_U32: i32 = 3;
const NG_STR: i32 = 11;
const NG_CONFIG_BOOL: i32 = 1;
const NG_CONFIG_INT: i32 = 2;

#[repr(C)]
#[derive(Clone, Copy)]
struct Str {
    data: *const c_char,
    size: usize,
}

impl Str {
    fn of(text: &str) -> Str {
        Str { data: text.as_ptr() as *const c_char, size: text.len() }
    }
}

#[repr(C)]
struct Column {
    kind: i32,
    flags: u32,
    data: *const c_void,
    offsets: *const u32,
}

#[repr(C)]
struct NgRun {
    _opaque: [u8; 0],
}

#[repr(C)]
struct Host {
    struct_size: u32,
    abi_major: u32,
    abi_minor: u32,
    reserved: u32,
    ctx: *mut c_void,
    log: unsafe extern "C" fn(*const Host, i32, Str),
    get_extension: unsafe extern "C" fn(*const Host, *const c_char) -> *const c_void,
    config_get: unsafe extern "C" fn(*const Host, Str, u32, i32, *mut c_void) -> Status,
    config_size: unsafe extern "C" fn(*const Host, Str, *mut u32) -> Status,
    set_error: unsafe extern "C" fn(*const Host, Status, Str) -> Status,
    text: unsafe extern "C" fn(*mut NgRun, i32, *mut Str) -> Status,
    document_value: unsafe extern "C" fn(*mut NgRun, Str, *mut Str) -> Status,
    cancelled: unsafe extern "C" fn(*mut NgRun) -> i32,
    layer: unsafe extern "C" fn(*mut NgRun, u32, *mut c_void) -> Status,
    string: unsafe extern "C" fn(*mut NgRun, u32, *mut Str) -> Status,
    intern: unsafe extern "C" fn(*mut NgRun, Str, *mut u32) -> Status,
    append: unsafe extern "C" fn(*mut NgRun, u32, u32, *const u32, *const u32, *const Column, u32) -> Status,
    fail: unsafe extern "C" fn(*mut NgRun, Status, Str) -> Status,
    abstain: unsafe extern "C" fn(*mut NgRun, Str) -> Status,
}

#[repr(C)]
struct Component {
    struct_size: u32,
    reserved: u32,
    id: *const c_char,
    create: unsafe extern "C" fn(*const Host, *mut *mut c_void) -> Status,
    destroy: unsafe extern "C" fn(*mut c_void),
    worker_create: Option<unsafe extern "C" fn(*const Host, *const c_void, *mut *mut c_void) -> Status>,
    worker_destroy: Option<unsafe extern "C" fn(*const c_void, *mut c_void)>,
    process: unsafe extern "C" fn(*const Host, *const c_void, *mut c_void, *mut NgRun) -> Status,
    get_extension: Option<unsafe extern "C" fn(*const c_char) -> *const c_void>,
}

#[repr(C)]
pub struct Entry {
    struct_size: u32,
    abi_major: u32,
    abi_minor: u32,
    n_components: u32,
    manifest: Str,
    init: Option<unsafe extern "C" fn(*const Host) -> Status>,
    deinit: Option<unsafe extern "C" fn()>,
    components: *const &'static Component,
}
unsafe impl Sync for Component {}
unsafe impl Sync for Entry {}

struct Model {
    least: i64,
    panics: bool,
}

unsafe extern "C" fn create(host: *const Host, out: *mut *mut c_void) -> Status {
    let host_table = &*host;
    let (mut least, mut panics) = (0i64, 0i32);
    let mut status = (host_table.config_get)(host, Str::of("least"), 0, NG_CONFIG_INT, &mut least as *mut i64 as *mut c_void);
    if status == NG_OK {
        status = (host_table.config_get)(host, Str::of("panic"), 0, NG_CONFIG_BOOL, &mut panics as *mut i32 as *mut c_void);
    }
    if status == NG_OK {
        *out = Box::into_raw(Box::new(Model { least, panics: panics != 0 })) as *mut c_void;
    }
    status
}

unsafe extern "C" fn destroy(model: *mut c_void) {
    drop(Box::from_raw(model as *mut Model));
}

#[derive(Default)]
struct Words {
    begin: Vec<u32>,
    end: Vec<u32>,
    letters: Vec<u32>,
    lower: Vec<u32>,
}

unsafe fn mark(host: &Host, model: &Model, run: *mut NgRun) -> Result<(), Status> {
    let checked = |status: Status| if status == NG_OK { Ok(()) } else { Err(status) };
    let mut text = Str { data: null(), size: 0 };
    checked((host.text)(run, 0, &mut text))?;
    let bytes: &[u8] = if text.size == 0 { &[] } else { std::slice::from_raw_parts(text.data as *const u8, text.size) };
    let text = std::str::from_utf8(bytes).map_err(|_| NG_ERROR)?;
    let mut words = Words::default();
    for word in text.split_whitespace() {
        let begin = word.as_ptr() as usize - text.as_ptr() as usize;
        if words.begin.len() % 1024 == 0 && (host.cancelled)(run) != 0 {
            return Err(NG_CANCELLED);
        }
        let letters = word.chars().count();
        if (letters as i64) < model.least {
            continue;
        }
        if model.panics {
            panic!("lost for words");
        }
        let mut id = 0u32;
        checked((host.intern)(run, Str::of(&word.to_lowercase()), &mut id))?;
        words.begin.push(begin as u32);
        words.end.push((begin + word.len()) as u32);
        words.letters.push(letters as u32);
        words.lower.push(id);
    }
    let columns = [
        Column { kind: NG_U32, flags: 0, data: words.letters.as_ptr() as *const c_void, offsets: null() },
        Column { kind: NG_STR, flags: 0, data: words.lower.as_ptr() as *const c_void, offsets: null() },
    ];
    checked((host.append)(run, 0, words.begin.len() as u32, words.begin.as_ptr(), words.end.as_ptr(), columns.as_ptr(), 2))
}

// A panic stays on this side of the boundary, like an exception in C++.
unsafe extern "C" fn process(host: *const Host, model: *const c_void, _worker: *mut c_void, run: *mut NgRun) -> Status {
    match catch_unwind(AssertUnwindSafe(|| mark(&*host, &*(model as *const Model), run))) {
        Ok(Ok(())) => NG_OK,
        Ok(Err(status)) => status,
        Err(cause) => {
            let text = cause.downcast_ref::<&str>().copied().unwrap_or("a panic");
            ((*host).fail)(run, NG_ERROR, Str::of(text));
            NG_ERROR
        }
    }
}

// A panic prints to standard error unless it is told not to; a plugin prints nothing.
unsafe extern "C" fn init(_host: *const Host) -> Status {
    std::panic::set_hook(Box::new(|_| {}));
    NG_OK
}

const MANIFEST: &[u8] = include_bytes!(env!("NG_MANIFEST"));

static WORDS: Component = Component {
    struct_size: std::mem::size_of::<Component>() as u32,
    reserved: 0,
    id: "test.rust\0".as_ptr() as *const c_char,
    create,
    destroy,
    worker_create: None,
    worker_destroy: None,
    process,
    get_extension: None,
};
static COMPONENTS: [&Component; 1] = [&WORDS];

#[no_mangle]
pub static ng_plugin_entry_v1: Entry = Entry {
    struct_size: std::mem::size_of::<Entry>() as u32,
    abi_major: 1,
    abi_minor: 0,
    n_components: 1,
    manifest: Str { data: MANIFEST.as_ptr() as *const c_char, size: MANIFEST.len() },
    init: Some(init),
    deinit: None,
    components: COMPONENTS.as_ptr(),
};
